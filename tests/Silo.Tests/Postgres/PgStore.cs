using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PosMonitor.Access;
using PosMonitor.Alerts;
using PosMonitor.Journal;
using PosMonitor.Secrets;
using PosMonitor.Settings;
using PosMonitor.Storage;
using PosMonitor.Testing;

namespace PosMonitor.Postgres;

/// <summary>A real store in a database of its own.</summary>
internal sealed class PgStore : TestStore
{
    private PgStore(string connectionString, int shards)
        : base(shards)
    {
        ConnectionString = connectionString;
        Health = new StoreHealth(Time, NullLogger<StoreHealth>.Instance);
        Store = Open();
    }

    public string ConnectionString { get; }

    public StoreHealth Health { get; }

    public PostgresStore Store { get; private set; }

    public override IJournal Journal => Store.Journal;

    public override ISnapshotStore Snapshots => Store.Snapshots;

    public override IAlertStore Alerts => Store.Alerts;

    public override IConfigurationStore Configuration => Store.Configuration;

    public override IKeyStore Keys => Store.Keys;

    public override ISecretStore Secrets => Store.Secrets;

    /// <summary>A store on the server that the tests share, or on one of the test's own.</summary>
    public static async Task<TestStore> New(int shards = 4) => await On(await PostgresServer.Shared, shards);

    public static async Task<PgStore> On(PostgresServer server, int shards = 4) => new(await server.CreateDatabase(), shards);

    /// <summary>The same database, as another process of the cluster opens it.</summary>
    public PostgresStore Open() => Open(Time);

    public PostgresStore Open(TimeProvider clock)
    {
        var schema = new PostgresSchema(ConnectionString, NullLogger<PostgresStore>.Instance);
        return new PostgresStore(schema, schema.Prepare(Options.Shards, CancellationToken.None), Health, clock, NullLogger<PostgresStore>.Instance);
    }

    public override async Task Reopen()
    {
        await Store.DisposeAsync();
        Store = Open();
    }

    public override Task<long> Number(string sql) => PostgresQueries.Value<long>(ConnectionString, sql);

    // Each writer is given a record of another shard to wait with, for a lock on the shards' rows; what comes meanwhile gathers behind it.
    public override async Task<Func<Task>> HoldCommits()
    {
        Task<long>[] owners = [Journal.TakeOver(2, CancellationToken.None), Journal.TakeOver(3, CancellationToken.None)];
        var epochs = await Task.WhenAll(owners);
        var connection = PostgresQueries.Connection(ConnectionString);
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("LOCK TABLE shard_owner IN SHARE MODE", connection))
            await hold.ExecuteNonQueryAsync();
        var held = new[] { Journal.Append(Records.Entry(2, epochs[0], 1)), Journal.Append(Records.Entry(3, epochs[1], 1)) };
        while (await Number("SELECT count(*) FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())") < 2)
            await Task.Delay(5);
        return async () =>
        {
            await transaction.CommitAsync();
            await connection.DisposeAsync();
            await Task.WhenAll(held).WaitAsync(Timeout);
        };
    }

    public override async ValueTask DisposeAsync() => await Store.DisposeAsync();
}
