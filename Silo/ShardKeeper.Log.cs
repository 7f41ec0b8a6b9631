using Microsoft.Extensions.Logging;

namespace PosMonitor.Hosting;

public sealed partial class ShardKeeper
{
    [LoggerMessage(1, LogLevel.Warning, "Shard {Shard} does not answer; it is asked again every second. {Reason}")]
    private partial void LogTouchFailed(int shard, string reason);

    [LoggerMessage(2, LogLevel.Warning, "Shard {Shard} was not settled; it is tried again in a second")]
    private partial void LogSettleFailed(Exception failure, int shard);

    [LoggerMessage(3, LogLevel.Information, "Dropped {Rows} rows of journal older than {Retention}")]
    private partial void LogTrimmed(long rows, TimeSpan retention);

    [LoggerMessage(4, LogLevel.Warning, "Old journal was not dropped; it is tried again in an hour")]
    private partial void LogTrimFailed(Exception failure);

    [LoggerMessage(5, LogLevel.Warning, "Shard {Shard} wrote no snapshot; the next start replays its journal")]
    private partial void LogSnapshotFailed(Exception failure, int shard);
}
