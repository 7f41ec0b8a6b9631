using PosMonitor.Alerts;
using PosMonitor.Storage;
using PosMonitor.Testing;

namespace PosMonitor.Postgres;

public sealed class PostgresAlertStoreTests : AlertStoreContract
{
    protected override Task<TestStore> NewStore(int shards) => PgStore.New(shards);

    [Theory]
    [InlineData("NULL")]
    [InlineData("1")]
    public async Task An_alert_that_an_older_build_wrote_last_is_loaded_whole(string headSeq)
    {
        await using var store = await PgStore.On(await PostgresServer.Shared);
        await Commit(store, Alert("a", 1), Alert("b", 2), Alert("c", 3));
        await PostgresQueries.Execute(store.ConnectionString, $"UPDATE alert SET head_seq = {headSeq}, detected_at = 0 WHERE id = 'b'");
        var open = (await store.Alerts.Load(CancellationToken.None)).Open;
        Assert.Equal([AlertHead.Of(Alert("a", 1)), Alert("b", 2), AlertHead.Of(Alert("c", 3))], open);
    }
}
