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
        Assert.Equal(4, await PostgresQueries.Value<long>(database, "SELECT count(*) FROM schema_version"));
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
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:PosMonitor", database)]).Build())
            .AddStoreClock()
            .AddPostgresStore()
            .BuildServiceProvider();
        Assert.Equal(7, services.GetRequiredService<IOptions<MonitorOptions>>().Value.Shards);
        Assert.IsType<StoreClock>(services.GetRequiredService<TimeProvider>());
        var epoch = await services.GetRequiredService<IJournal>().TakeOver(6, CancellationToken.None);
        await services.GetRequiredService<IJournal>().Append(Records.Entry(6, epoch, 1));
        await services.GetRequiredService<ISnapshotStore>().Save(6, epoch, 1, []);
        Assert.Empty((await services.GetRequiredService<ISnapshotStore>().Load(6, CancellationToken.None))!.Parts);
        Assert.Equal(0, await services.GetRequiredService<IAlertStore>().LastSeq(CancellationToken.None));
        Assert.Equal(0, (await services.GetRequiredService<IConfigurationStore>().Load(CancellationToken.None)).Version);
        Assert.Null(services.GetRequiredService<StoreHealth>().FailingSince);
    }

    private static int Prepare(string? connectionString, int shards) =>
        new PostgresSchema(connectionString, NullLogger<PostgresStore>.Instance).Prepare(shards, CancellationToken.None);
}
