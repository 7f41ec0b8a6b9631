namespace PosMonitor.Secrets;

/// <summary>Gets the key of the seal from the cluster, once, however long the cluster takes to be there.</summary>
internal sealed partial class SealFetcher(IGrainFactory grains, GatewaySeal seal, TimeProvider time, ILogger<SealFetcher> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && !seal.IsThere)
        {
            try
            {
                seal.Take(await grains.GetGrain<ISealKeyGrain>(0).Get().WaitAsync(stoppingToken));
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotThere(log, failure);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The key that hides card numbers cannot be fetched now; it is tried again, and nothing is taken until then")]
    private static partial void LogNotThere(ILogger log, Exception failure);
}
