using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using PosMonitor.Alerts;
using PosMonitor.Journal;
using PosMonitor.Settings;
using PosMonitor.Storage;
using PosMonitor.Testing;

namespace PosMonitor.Postgres;

public sealed class PostgresSchemaTests
{
    [Fact]
    public async Task Many_processes_that_start_at_once_make_one_store_with_one_number_of_shards()
    {
        var server = await PostgresServer.Shared;
        var database = await server.CreateDatabase();
        var shards = await Task.WhenAll(Enumerable.Range(3, 6).Select(wanted => Task.Run(() => Prepare(database, wanted)))).WaitAsync(TestStore.Timeout);
        Assert.Single(shards.Distinct());
        Assert.Equal(shards[0], await PostgresQueries.Value<long>(database, "SELECT count(*) FROM shard_owner"));
        Assert.Equal(5, await PostgresQueries.Value<long>(database, "SELECT count(*) FROM schema_version"));
        Assert.Equal(shards[0], Prepare(database, 64));
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused()
    {
        var server = await PostgresServer.Shared;
        var database = await server.CreateDatabase();
        Prepare(database, 4);
        await PostgresQueries.Execute(database, "INSERT INTO schema_version VALUES(99, now())");
        Assert.Contains("newer version (version 99", Assert.Throws<StoreUnusableException>(() => Prepare(database, 4)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_was_made_before_there_were_layers_of_snapshots_keeps_its_snapshots_and_takes_them()
    {
        var server = await PostgresServer.Shared;
        var database = await server.CreateDatabase();
        await PostgresQueries.Execute(database, "CREATE SCHEMA posmonitor");
        await PostgresQueries.Execute(database, "CREATE TABLE schema_version(version integer PRIMARY KEY, applied_at timestamptz NOT NULL)");
        for (var version = 1; version <= 4; version++)
        {
            await PostgresQueries.Execute(database, Migration(version));
            await PostgresQueries.Execute(database, $"INSERT INTO schema_version VALUES({version}, now())");
        }
        await PostgresQueries.Execute(
            database,
            """
            INSERT INTO meta VALUES('shards', 4);
            INSERT INTO shard_owner VALUES(2, 1, 0, 9, 0);
            INSERT INTO snapshot VALUES(2, 1, 8, 2);
            INSERT INTO snapshot_part VALUES(2, 0, '\x0102'), (2, 1, '\x03')
            """);

        Assert.Equal(4, Prepare(database, 4));
        Assert.Equal(5, await PostgresQueries.Value<int>(database, "SELECT max(version) FROM schema_version"));
        await using var services = Services(database);
        var snapshots = services.GetRequiredService<ISnapshotStore>();
        var former = await snapshots.Load(2, CancellationToken.None);
        Assert.Equal(8, former!.Seq);
        Assert.Equal([[1, 2], [3]], former.Parts.Head.Select(part => part.ToArray()));
        Assert.Empty(former.Parts.Layers);
        await snapshots.Save(2, 1, 9, new SnapshotParts([], [new SnapshotLayer(6, [new byte[] { 4, 5 }])]));
        var layer = Assert.Single((await snapshots.Load(2, CancellationToken.None))!.Parts.Layers);
        Assert.Equal(6, layer.Number);
        Assert.Equal([4, 5], Assert.Single(layer.Parts!).ToArray());
    }

    [Theory]
    [InlineData("Password=wrong", "password authentication failed")]
    [InlineData("Username=nobody", "password authentication failed")]
    [InlineData("Database=none", "\"none\" does not exist")]
    public async Task A_wrong_login_or_database_is_refused_without_its_password(string wrong, string why)
    {
        var server = await PostgresServer.Shared;
        var refused = Assert.Throws<StoreUnusableException>(() => Prepare($"{server.ConnectionString("postgres")};{wrong}", 4));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Password", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "names no Host")]
    [InlineData("Host=db", "names no Database")]
    [InlineData("Hots=db;Password=secret", "not a connection string")]
    [InlineData("Host=db;Port=secret", "not a connection string")]
    public void What_is_no_connection_string_is_refused_by_the_name_of_its_setting(string? text, string why)
    {
        var refused = Assert.Throws<StoreUnusableException>(() => Prepare(text, 4));
        Assert.Contains("ConnectionStrings:PosMonitor", refused.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_make_the_tables_is_refused()
    {
        var server = await PostgresServer.Shared;
        var database = await server.CreateDatabase();
        await PostgresQueries.Execute(database, "DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 'reader'");
        var reader = new NpgsqlConnectionStringBuilder(database) { Username = "reader", Password = "reader" }.ConnectionString;
        Assert.Contains("permission denied", Assert.Throws<StoreUnusableException>(() => Prepare(reader, 4)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_yet_is_waited_for()
    {
        await using var server = await PostgresServer.Start();
        var database = await server.CreateDatabase();
        await server.Stop();
        var waiting = Task.Run(() => Prepare(database, 4));
        using var stopping = new CancellationTokenSource();
        var stopped = Task.Run(() => new PostgresSchema(database, NullLogger<PostgresStore>.Instance).Prepare(4, stopping.Token));
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.WaitAsync(TestStore.Timeout));
        Assert.False(waiting.IsCompleted);
        await server.Start();
        Assert.Equal(4, await waiting.WaitAsync(TestStore.Timeout));
    }

    [Fact]
    public async Task A_host_gets_the_store_its_number_of_shards_and_its_clock()
    {
        var server = await PostgresServer.Shared;
        var database = await server.CreateDatabase();
        Prepare(database, 7);
        await using var services = Services(database);
        Assert.Equal(7, services.GetRequiredService<IOptions<MonitorOptions>>().Value.Shards);
        Assert.IsType<StoreClock>(services.GetRequiredService<TimeProvider>());
        var epoch = await services.GetRequiredService<IJournal>().TakeOver(6, CancellationToken.None);
        await services.GetRequiredService<IJournal>().Append(Records.Entry(6, epoch, 1));
        await services.GetRequiredService<ISnapshotStore>().Save(6, epoch, 1, new SnapshotParts([]));
        Assert.Empty((await services.GetRequiredService<ISnapshotStore>().Load(6, CancellationToken.None))!.Parts.Head);
        Assert.Equal(0, await services.GetRequiredService<IAlertStore>().LastSeq(CancellationToken.None));
        Assert.Equal(0, (await services.GetRequiredService<IConfigurationStore>().Load(CancellationToken.None)).Version);
        Assert.Null(services.GetRequiredService<StoreHealth>().FailingSince);
    }

    private static ServiceProvider Services(string database) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:PosMonitor", database)]).Build())
        .AddStoreClock()
        .AddPostgresStore()
        .BuildServiceProvider();

    private static string Migration(int version)
    {
        using var script = new StreamReader(typeof(PostgresSchema).Assembly.GetManifestResourceStream($"migrations/{version:0000}")!);
        return script.ReadToEnd();
    }

    private static int Prepare(string? connectionString, int shards) =>
        new PostgresSchema(connectionString, NullLogger<PostgresStore>.Instance).Prepare(shards, CancellationToken.None);
}
