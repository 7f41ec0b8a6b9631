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
        ReadOnlyMemory<byte>[] older = [Records.Bytes(0, 1, 600_000)];
        await store.Snapshots.Save(0, epoch, 1, older);
        await store.LeaveRoomFor(pages: 400);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => store.Snapshots.Save(0, epoch, 2, [Records.Bytes(0, 2, 6_000_000)]));
        await Holds(store, 1, older);
        Assert.Equal(2, await store.Number("SELECT count(*) FROM snapshot_part"));
        await store.Append(0, epoch, 3, 3);
        await store.LeaveRoomFor(pages: 100_000);
        ReadOnlyMemory<byte>[] newer = [Records.Bytes(0, 3, 6_000_000)];
        await store.Snapshots.Save(0, epoch, 3, newer);
        await Holds(store, 3, newer);
    }

    [Fact]
    public async Task A_snapshot_that_a_kill_breaks_off_is_not_seen_and_is_removed()
    {
        using var store = new TempStore();
        var epoch = await store.Fill(shard: 0, count: 2);
        ReadOnlyMemory<byte>[] older = [Records.Bytes(0, 1, 600_000)];
        await store.Snapshots.Save(0, epoch, 1, older);
        await store.Store.Writer.WriteBulk(new SnapshotPiece(0, epoch, 9, 0, 0, new byte[100_000]));
        await store.Store.Writer.WriteBulk(new SnapshotPiece(0, epoch, 9, 0, 1, new byte[100_000]));
        using var copy = store.AfterKill();
        await copy.Store.Swept.WaitAsync(TempStore.Timeout);
        Assert.Equal(2, await copy.Number("SELECT count(*) FROM snapshot_part"));
        await Holds(copy, 1, older);
        ReadOnlyMemory<byte>[] newer = [Records.Bytes(0, 2, 100)];
        await copy.Snapshots.Save(0, await copy.Journal.TakeOver(0, CancellationToken.None), 2, newer);
        await Holds(copy, 2, newer);
    }
}
