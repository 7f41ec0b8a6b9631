namespace PosMonitor.Cluster;

/// <summary>Keeps a gateway trying while no silo is there.</summary>
internal sealed partial class SiloSearch(TimeProvider time, ILogger<SiloSearch> log) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private bool _isTold;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (!_isTold)
            LogNoSilo(exception.Message);
        _isTold = true;
        await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }

    [LoggerMessage(1, LogLevel.Warning, "No silo can be reached yet; it is tried again every second. {Reason}")]
    private partial void LogNoSilo(string reason);
}
