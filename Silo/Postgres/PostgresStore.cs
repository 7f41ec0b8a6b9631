using Microsoft.Extensions.Logging;
using Npgsql;
using PosMonitor.Access;
using PosMonitor.Alerts;
using PosMonitor.Journal;
using PosMonitor.Secrets;
using PosMonitor.Settings;
using PosMonitor.Storage;

namespace PosMonitor.Postgres;

/// <summary>
/// The store of a cluster: everything that its processes keep, in one PostgreSQL database, which all of them use at once. Each shard belongs to one
/// of them at a time, and each commit checks that it still does.
/// </summary>
public sealed class PostgresStore : IAsyncDisposable, IDisposable
{
    // Two use a disk well that takes a moment for each commit; more would only make more and smaller commits.
    private const int Writers = 2;

    private readonly NpgsqlDataSource _database;
    private readonly JournalWriter[] _writers;

    /// <summary>Opens the store, which is made where there is none.</summary>
    /// <param name="schema">Where it is, and its tables.</param>
    /// <param name="shards">How many shards it has, as <see cref="PostgresSchema.Prepare"/> says.</param>
    /// <param name="health">Told whether it can be written.</param>
    /// <param name="time">When records are committed.</param>
    /// <param name="logger">Told of trouble.</param>
    public PostgresStore(PostgresSchema schema, int shards, StoreHealth health, TimeProvider time, ILogger<PostgresStore> logger)
    {
        var log = new PostgresLog(logger);
        _database = PostgresConnections.Open(schema.ConnectionString);
        var heads = new ShardHeads(shards);
        var partitions = new JournalPartitions(log);
        var reads = new PostgresReads(_database);
        _writers = [.. Enumerable.Range(0, Writers).Select(_ => new JournalWriter(_database, heads, partitions, health, log, time))];
        Shards = shards;
        Journal = new PostgresJournal(_database, reads, heads, _writers, partitions);
        Snapshots = new PostgresSnapshotStore(_database, reads, shards);
        Alerts = new PostgresAlertStore(new BookWriter("alerts", _database, health), reads);
        Configuration = new PostgresConfigurationStore(new BookWriter("configuration", _database, health), reads, shards);
        Keys = new PostgresKeyStore(new BookWriter("keys", _database, health), reads);
        Secrets = new PostgresSecretStore(reads);
        log.Opened(PostgresConnections.Describe(schema.ConnectionString), shards);
    }

    /// <summary>How many shards the store was made with.</summary>
    public int Shards { get; }

    public IJournal Journal { get; }

    public ISnapshotStore Snapshots { get; }

    public IAlertStore Alerts { get; }

    public IConfigurationStore Configuration { get; }

    public IKeyStore Keys { get; }

    public ISecretStore Secrets { get; }

    /// <summary>Writes what waits, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_writers.Select(writer => writer.DisposeAsync().AsTask()));
        await _database.DisposeAsync();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
