using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

public sealed class KeyStoreTests : KeyStoreContract
{
    protected override Task<TestStore> NewStore(int shards) => Task.FromResult<TestStore>(new TempStore(shards));

    [Fact]
    public async Task A_store_of_before_there_were_keys_gets_what_is_missing()
    {
        using var store = new TempStore();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={store.Database};Pooling=False"))
        {
            connection.Open();
            connection.Execute("DROP TABLE access_key; DROP TABLE alert_reader");
        }
        await store.Reopen();
        await store.Keys.Write(Key("a", 1));
        Assert.Single(await store.Keys.Load(CancellationToken.None));
        Assert.Equal(0, await store.Number("SELECT count(*) FROM alert_reader"));
    }
}
