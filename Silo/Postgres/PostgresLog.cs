using Microsoft.Extensions.Logging;

namespace PosMonitor.Postgres;

/// <summary>What the store logs: never the content of an event, and never a connection string.</summary>
internal sealed partial class PostgresLog(ILogger logger)
{
    [LoggerMessage(1, LogLevel.Information, "The store is {Database}: {Shards} shards.")]
    public partial void Opened(string database, long shards);

    [LoggerMessage(2, LogLevel.Warning, "The store in {Database} was made with {Shards} shards and keeps them; the setting PosMonitor:Shards is {Configured}.")]
    public partial void KeepsShards(string database, long shards, int configured);

    [LoggerMessage(3, LogLevel.Warning, "Waiting for {Database}: {Why}")]
    public partial void Waiting(string database, string why);

    [LoggerMessage(4, LogLevel.Information, "Brought the store in {Database} from version {From} to {To}.")]
    public partial void Migrated(string database, long from, long to);

    [LoggerMessage(5, LogLevel.Warning, "Whether {Records} records were written is not known yet: {Why}")]
    public partial void InDoubt(int records, string why);

    [LoggerMessage(6, LogLevel.Information, "Of the records in doubt {Written} were written.")]
    public partial void DoubtOver(int written);

    [LoggerMessage(7, LogLevel.Warning, "A partition of the journal, {Partition}, could not be dropped now: {Why}")]
    public partial void NotDropped(string partition, string why);

    [LoggerMessage(8, LogLevel.Warning, "The clock of the database could not be read; time runs on from what it said last: {Why}")]
    public partial void ClockFailed(string why);
}
