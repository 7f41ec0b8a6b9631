namespace PosMonitor.Secrets;

/// <summary>Gets the key of the seal from the cluster, once, however long the cluster takes to be there.</summary>
internal sealed partial class SealFetcher(IGrainFactory grains, GatewaySeal seal, TimeProvider time, ILogger<SealFetcher> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isMissed = false;
        while (!stoppingToken.IsCancellationRequested && !seal.IsThere)
        {
            try
            {
                seal.Take(await grains.GetGrain<ISealKeyGrain>(0).Get().WaitAsync(stoppingToken));
                if (isMissed)
                    LogThere(log);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Once: while no silo is there it is asked every second.
                if (!isMissed)
                    LogNotThere(log, failure.Message);
                isMissed = true;
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The key that hides card numbers cannot be fetched now; it is tried every second, and nothing is taken until then. {Failure}")]
    private static partial void LogNotThere(ILogger log, string failure);

    [LoggerMessage(2, LogLevel.Information, "The key that hides card numbers is there")]
    private static partial void LogThere(ILogger log);
}
