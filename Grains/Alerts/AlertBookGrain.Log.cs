using Microsoft.Extensions.Logging;

namespace PosMonitor.Alerts;

public sealed partial class AlertBookGrain
{
    [LoggerMessage(1, LogLevel.Information, "The alert book is open: last seq {LastSeq}, {Open} alerts not resolved")]
    private static partial void LogOpened(ILogger log, long lastSeq, int open);

    [LoggerMessage(2, LogLevel.Warning, "A commit of the alert book failed; the shards tell again until one succeeds")]
    private static partial void LogNotCommitted(ILogger log, Exception problem);

    [LoggerMessage(3, LogLevel.Warning, "The alert book could not take the latest settings and registry; it is tried again")]
    private static partial void LogConfigurationLate(ILogger log, Exception problem);
}
