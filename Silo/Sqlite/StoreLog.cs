using Microsoft.Extensions.Logging;

namespace PosMonitor.Sqlite;

/// <summary>What the store logs: never the content of an event.</summary>
internal sealed partial class StoreLog(ILogger logger)
{
    [LoggerMessage(1, LogLevel.Information, "The store {Database} is open: {Shards} shards, {Records} records after the newest snapshots.")]
    public partial void Opened(string database, int shards, long records);

    [LoggerMessage(2, LogLevel.Warning, "The store {Database} was made with {Shards} shards and keeps them; the setting PosMonitor:Shards is {Configured}.")]
    public partial void KeepsShards(string database, int shards, int configured);

    [LoggerMessage(3, LogLevel.Warning, "A checkpoint of the store failed; the log keeps what it holds.")]
    public partial void CheckpointFailed(Exception failure);

    [LoggerMessage(4, LogLevel.Warning, "What an earlier snapshot left could not be removed; the next one does it.")]
    public partial void SweepFailed(Exception failure);
}
