using Microsoft.Data.Sqlite;
using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

public sealed class JournalTimesTests : JournalTimesContract
{
    protected override Task<TestStore> NewStore(int shards) => Task.FromResult<TestStore>(new TempStore(shards));

    [Fact]
    public async Task An_older_store_gets_the_index_when_it_is_opened()
    {
        using var store = new TempStore();
        await store.Fill(shard: 0, count: 5);
        store.Store.Dispose();
        using (var connection = new SqliteConnection($"Data Source={store.Database};Pooling=False"))
        {
            connection.Open();
            connection.Execute("DROP INDEX journal_time");
        }
        await store.Reopen();
        Assert.Equal(1, await store.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'journal_time'"));
        Assert.Equal([(0, 4L)], await Found(store, 4000, 4999));
    }
}
