using Microsoft.Data.Sqlite;
using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

public sealed class SecretStoreTests : SecretStoreContract
{
    protected override Task<TestStore> NewStore(int shards) => Task.FromResult<TestStore>(new TempStore(shards));

    [Fact]
    public async Task A_store_that_was_made_before_there_were_secrets_takes_them()
    {
        using var store = new TempStore();
        store.Store.Dispose();
        using (var connection = new SqliteConnection($"Data Source={store.Database};Pooling=False"))
        {
            connection.Open();
            connection.Execute("DROP TABLE secret");
        }
        await store.Reopen();
        Assert.Equal([1], await store.Store.Secrets.GetOrAdd("one", [1]));
    }
}
