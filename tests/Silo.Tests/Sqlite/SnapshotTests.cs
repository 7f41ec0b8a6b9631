using Microsoft.Data.Sqlite;
using PosMonitor.Journal;
using PosMonitor.Shards;
using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

public sealed class SnapshotTests : SnapshotContract
{
    protected override Task<TestStore> NewStore(int shards) => Task.FromResult<TestStore>(new TempStore(shards));

    [Fact]
    public async Task A_snapshot_that_a_full_disk_breaks_off_leaves_the_older_one()
    {
        using var store = new TempStore();
        var epoch = await store.Fill(shard: 0, count: 2);
        var older = new SnapshotParts([Records.Bytes(0, 1, 600_000)]);
        await store.Snapshots.Save(0, epoch, 1, older);
        await store.LeaveRoomFor(pages: 400);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => store.Snapshots.Save(0, epoch, 2, new SnapshotParts([Records.Bytes(0, 2, 6_000_000)])));
        await Holds(store, 1, older);
        Assert.Equal(2, await store.Number("SELECT count(*) FROM snapshot_part"));
        await store.Append(0, epoch, 3, 3);
        await store.LeaveRoomFor(pages: 100_000);
        var newer = new SnapshotParts([Records.Bytes(0, 3, 6_000_000)]);
        await store.Snapshots.Save(0, epoch, 3, newer);
        await Holds(store, 3, newer);
    }

    [Fact]
    public async Task A_snapshot_that_a_kill_breaks_off_is_not_seen_and_is_removed()
    {
        using var store = new TempStore();
        var epoch = await store.Fill(shard: 0, count: 2);
        var older = new SnapshotParts([Records.Bytes(0, 1, 600_000)]);
        await store.Snapshots.Save(0, epoch, 1, older);
        await store.Store.Writer.WriteBulk(new SnapshotPiece(0, epoch, 9, 0, 0, new byte[100_000]));
        await store.Store.Writer.WriteBulk(new SnapshotPiece(0, epoch, 9, 0, 1, new byte[100_000]));
        using var copy = store.AfterKill();
        await copy.Store.Swept.WaitAsync(TempStore.Timeout);
        Assert.Equal(2, await copy.Number("SELECT count(*) FROM snapshot_part"));
        await Holds(copy, 1, older);
        var newer = new SnapshotParts([Records.Bytes(0, 2, 100)]);
        await copy.Snapshots.Save(0, await copy.Journal.TakeOver(0, CancellationToken.None), 2, newer);
        await Holds(copy, 2, newer);
    }

    [Fact]
    public async Task A_snapshot_that_a_full_disk_breaks_off_leaves_the_layers_of_the_older_one()
    {
        using var store = new TempStore();
        var epoch = await store.Fill(shard: 0, count: 3);
        var older = new SnapshotParts([Head(1)], [Layer(1, parts: 2), Layer(2, parts: 1)]);
        await store.Snapshots.Save(0, epoch, 1, older);
        await store.LeaveRoomFor(pages: 400);
        var large = new SnapshotLayer(3, [Records.Bytes(0, 2, 6_000_000)]);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => store.Snapshots.Save(0, epoch, 2, new SnapshotParts([Head(2)], [Kept(2), large])));
        await Holds(store, 1, older);
        Assert.Equal(3, await store.Number("SELECT count(*) FROM snapshot_layer_part"));
        await store.LeaveRoomFor(pages: 100_000);
        await store.Snapshots.Save(0, epoch, 2, new SnapshotParts([Head(2)], [Kept(2), large]));
        await Holds(store, 2, new SnapshotParts([Head(2)], [Layer(2, parts: 1), large]));
    }

    [Fact]
    public async Task A_snapshot_that_a_kill_breaks_off_leaves_the_layers_of_the_older_one_and_its_own_are_removed()
    {
        const long brokenOff = 900;
        using var store = new TempStore();
        var epoch = await store.Fill(shard: 0, count: 3);
        await store.Snapshots.Save(0, epoch, 1, new SnapshotParts([Head(1)], [Layer(1, parts: 2)]));
        await store.Snapshots.Save(0, epoch, 2, new SnapshotParts([Head(2)], [Kept(1), Layer(2, parts: 1)]));
        var older = new SnapshotParts([Head(2)], [Layer(1, parts: 2), Layer(2, parts: 1)]);
        for (var piece = 0; piece < 20; piece++)
            await store.Store.Writer.WriteBulk(new SnapshotPiece(0, epoch, brokenOff, 0, piece, new byte[1000], ofLayer: true));
        using var copy = store.AfterKill();
        await copy.Store.Swept.WaitAsync(TempStore.Timeout);
        Assert.Equal(3, await copy.Number("SELECT count(*) FROM snapshot_layer_part"));
        await Holds(copy, 2, older);
        await copy.Snapshots.Save(0, await copy.Journal.TakeOver(0, CancellationToken.None), 3, new SnapshotParts([Head(3)], [Kept(1), Layer(3, parts: 1)]));
        await Holds(copy, 3, new SnapshotParts([Head(3)], [Layer(1, parts: 2), Layer(3, parts: 1)]));
        Assert.InRange(await copy.Number("SELECT id FROM snapshot_layer WHERE number = 3"), brokenOff + 1, long.MaxValue);
    }

    [Fact]
    public async Task A_store_that_was_made_before_there_were_layers_keeps_its_snapshot_and_takes_them()
    {
        using var store = new TempStore();
        var older = new SnapshotParts([Head(1)]);
        await store.Snapshots.Save(0, await store.Fill(shard: 0, count: 2), 1, older);
        store.Store.Dispose();
        using (var connection = new SqliteConnection($"Data Source={store.Database};Pooling=False"))
        {
            connection.Open();
            connection.Execute("DROP TABLE snapshot_layer; DROP TABLE snapshot_layer_part");
        }
        await store.Reopen();
        await Holds(store, 1, older);
        var newer = new SnapshotParts([Head(2)], [Layer(1, parts: 2)]);
        await store.Snapshots.Save(0, await store.Journal.TakeOver(0, CancellationToken.None), 2, newer);
        await Holds(store, 2, newer);
    }
}
