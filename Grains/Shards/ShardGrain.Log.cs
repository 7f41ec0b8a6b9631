using Microsoft.Extensions.Logging;

namespace PosMonitor.Shards;

public sealed partial class ShardGrain
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Shard {Shard} is back at record {Seq}, from the snapshot at {SnapshotSeq}, with {Terminals} terminals.")]
    private static partial void LogRecovered(ILogger logger, int shard, long seq, long snapshotSeq, int terminals);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} has another owner than epoch {Epoch}; this one steps down.")]
    private static partial void LogEpochLost(ILogger logger, int shard, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} could not let idle terminals leave memory; it is tried again in {Pause}.")]
    private static partial void LogRestFailed(ILogger logger, int shard, TimeSpan pause, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Shard {Shard} cannot read an idle terminal back; it steps down, and comes back from its snapshot and journal.")]
    private static partial void LogRestLost(ILogger logger, int shard, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} could not write a snapshot; it is tried again.")]
    private static partial void LogSnapshotFailed(ILogger logger, int shard, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} could not take the latest settings and registry; it is tried again.")]
    private static partial void LogConfigurationLate(ILogger logger, int shard, Exception exception);
}
