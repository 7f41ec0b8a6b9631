using Microsoft.Extensions.Logging;

namespace PosMonitor.Settings;

public sealed partial class ConfigurationGrain
{
    [LoggerMessage(1, LogLevel.Information, "Settings and registry opened at change {Version}: {Scopes} scopes set something, {Acquirers} acquirers are registered")]
    private static partial void LogOpened(ILogger logger, long version, int scopes, int acquirers);

    [LoggerMessage(2, LogLevel.Information, "Settings and registry are at change {Version}, after {Changes} by {By}")]
    private static partial void LogChanged(ILogger logger, long version, int changes, string by);

    [LoggerMessage(3, LogLevel.Warning, "Shard {Shard} did not take change {Version} of settings and registry; it asks for it by itself")]
    private static partial void LogNotTaken(ILogger logger, Exception failure, int shard, long version);

    [LoggerMessage(4, LogLevel.Warning, "Change {Version} of settings and registry was not in force everywhere within {Patience}; the shards that are behind ask for it by themselves")]
    private static partial void LogNotEverywhere(ILogger logger, long version, TimeSpan patience);

    [LoggerMessage(5, LogLevel.Error, "It is not known whether changes of settings and registry were kept; the book starts again from the store")]
    private static partial void LogNotCommitted(ILogger logger, Exception failure);

    [LoggerMessage(6, LogLevel.Warning, "The alert book did not take change {Version} of settings and registry; it asks for it by itself")]
    private static partial void LogNotTakenByBook(ILogger logger, Exception failure, long version);
}
