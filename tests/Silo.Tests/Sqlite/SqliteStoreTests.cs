using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PosMonitor.Alerts;
using PosMonitor.Journal;
using PosMonitor.Settings;
using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

public sealed class SqliteStoreTests
{
    [Fact]
    public async Task A_store_keeps_the_number_of_shards_that_it_was_made_with()
    {
        using var store = new TempStore(shards: 5);
        store.Options.Shards = 64;
        Assert.Equal(5, SqliteStore.ShardsOfStore(store.Options));
        await store.Reopen();
        Assert.Equal(5, store.Store.Shards);
    }

    [Fact]
    public void A_second_opening_of_the_directory_is_refused_by_its_name()
    {
        using var store = new TempStore();
        var refused = Assert.Throws<StoreUnusableException>(() => Open(store.Options));
        Assert.Contains(store.Options.DataDirectory, refused.Message, StringComparison.Ordinal);
        Assert.Contains("in use", refused.Message, StringComparison.Ordinal);
        store.Store.Dispose();
        Open(store.Options).Dispose();
    }

    [Fact]
    public void A_store_of_a_newer_format_is_refused()
    {
        using var store = new TempStore();
        store.Store.Dispose();
        using (var connection = new SqliteConnection($"Data Source={store.Database};Pooling=False"))
        {
            connection.Open();
            connection.Execute("UPDATE meta SET value = 99 WHERE name = 'format'");
        }
        Assert.Contains("newer version", Assert.Throws<StoreUnusableException>(() => Open(store.Options)).Message, StringComparison.Ordinal);
        Assert.Throws<StoreUnusableException>(() => SqliteStore.ShardsOfStore(store.Options));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        using var store = new TempStore();
        store.Store.Dispose();
        File.WriteAllText(store.Database, string.Join('\n', Enumerable.Repeat("this is not a database", 1000)));
        Assert.Contains(store.Database, Assert.Throws<StoreUnusableException>(() => Open(store.Options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_gets_the_store_and_its_number_of_shards()
    {
        using var made = new TempStore(shards: 7);
        made.Store.Dispose();
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .Configure<MonitorOptions>(options => options.DataDirectory = made.Options.DataDirectory)
            .AddSqliteStore()
            .BuildServiceProvider();
        Assert.Equal(7, services.GetRequiredService<IOptions<MonitorOptions>>().Value.Shards);
        var epoch = await services.GetRequiredService<IJournal>().TakeOver(6, CancellationToken.None);
        await services.GetRequiredService<IJournal>().Append(Records.Entry(6, epoch, 1));
        await services.GetRequiredService<ISnapshotStore>().Save(6, epoch, 1, new SnapshotParts([]));
        Assert.Empty((await services.GetRequiredService<ISnapshotStore>().Load(6, CancellationToken.None))!.Parts.Head);
        Assert.Equal(0, await services.GetRequiredService<IAlertStore>().LastSeq(CancellationToken.None));
        Assert.Equal(0, (await services.GetRequiredService<IConfigurationStore>().Load(CancellationToken.None)).Version);
    }

    private static SqliteStore Open(MonitorOptions options) => SqliteStore.Open(options, TimeProvider.System, new StoreHealth(TimeProvider.System, NullLogger<StoreHealth>.Instance), NullLogger<SqliteStore>.Instance);
}
