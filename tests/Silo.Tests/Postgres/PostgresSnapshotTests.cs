using Npgsql;
using PosMonitor.Journal;
using PosMonitor.Storage;
using PosMonitor.Testing;

namespace PosMonitor.Postgres;

public sealed class PostgresSnapshotTests : SnapshotContract
{
    protected override Task<TestStore> NewStore(int shards) => PgStore.New(shards);

    [Fact]
    public async Task A_layer_that_a_save_at_the_same_time_removes_is_missed()
    {
        await using var store = await PgStore.On(await PostgresServer.Shared);
        var epoch = await store.Fill(shard: 0, count: 2);
        await store.Snapshots.Save(0, epoch, 1, new SnapshotParts([Head(1)], [Layer(1, parts: 1), Layer(2, parts: 1)]));
        await using var other = PostgresQueries.Connection(store.ConnectionString);
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var removal = new NpgsqlCommand("UPDATE snapshot SET seq = seq WHERE shard = 0; DELETE FROM snapshot_layer WHERE shard = 0 AND number = 1", other))
            await removal.ExecuteNonQueryAsync();
        var saving = store.Snapshots.Save(0, epoch, 2, new SnapshotParts([Head(2)], [Kept(1), Kept(2)]));
        await Eventually.Is("the save waits", TestStore.Timeout, async () => await store.Number(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())") > 0);
        await transaction.CommitAsync();
        await Assert.ThrowsAsync<SnapshotLayerMissingException>(() => saving.WaitAsync(TestStore.Timeout));
        await Holds(store, 1, new SnapshotParts([Head(1)], [Layer(2, parts: 1)]));
    }
}
