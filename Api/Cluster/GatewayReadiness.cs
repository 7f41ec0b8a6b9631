using PosMonitor.Hosting;
using PosMonitor.Settings;
using PosMonitor.Shards;

namespace PosMonitor.Cluster;

/// <summary>What a gateway knows of the cluster: it asks a silo twice a second, and by the first answer learns how the shards are laid out.</summary>
internal sealed partial class GatewayReadiness(IGrainFactory grains, ShardLayout layout, SiloLoss loss, TimeProvider time, ILogger<GatewayReadiness> log) : BackgroundService, IReadiness
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private volatile MonitorReadiness _now = new() { Missing = ["no silo has answered yet"] };

    public MonitorReadiness Now() => _now;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Look(stoppingToken);
            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Look(CancellationToken stopping)
    {
        var wasAnswered = _now.Recovered > 0;
        try
        {
            var now = await grains.GetGrain<IReadinessGrain>(0).GetReadiness().WaitAsync(Patience, time, stopping);
            loss.Take(now.Silos);
            if (now.Shards > 0)
                layout.Learn(now.Shards, now.StreamClock ? ClockMode.Stream : ClockMode.Wall);
            _now = now;
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            _now = _now with { Recovered = 0, Missing = ["no silo answers"] };
            if (wasAnswered)
                LogNoSilo(failure);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "No silo answers; it is tried again")]
    private partial void LogNoSilo(Exception failure);
}
