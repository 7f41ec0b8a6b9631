using PosMonitor.Journal;

namespace PosMonitor.Storage;

/// <summary>What every store of snapshots does.</summary>
public abstract class SnapshotContract
{
    protected abstract Task<TestStore> NewStore(int shards = 4);

    [Fact]
    public async Task A_snapshot_is_read_back_part_by_part()
    {
        await using var store = await NewStore();
        Assert.Null(await store.Snapshots.Load(0, CancellationToken.None));
        var epoch = await store.Fill(shard: 0, count: 7);
        ReadOnlyMemory<byte>[] parts = [Records.Bytes(0, 1, 3_000_001), ReadOnlyMemory<byte>.Empty, Records.Bytes(0, 2, 512 << 10), Records.Bytes(0, 3, 12)];
        await store.Snapshots.Save(0, epoch, 7, parts);
        await Holds(store, 7, parts);
        await store.Reopen();
        await Holds(store, 7, parts);
        Assert.Null(await store.Snapshots.Load(1, CancellationToken.None));
    }

    [Fact]
    public async Task A_newer_snapshot_takes_the_place_of_the_older_one()
    {
        await using var store = await NewStore();
        var epoch = await store.Fill(shard: 0, count: 7);
        await store.Snapshots.Save(0, epoch, 3, [Records.Bytes(0, 1, 6_000_000)]);
        ReadOnlyMemory<byte>[] newer = [Records.Bytes(0, 2, 700_000)];
        await store.Snapshots.Save(0, epoch, 7, newer);
        await Holds(store, 7, newer);
        var pieces = await store.Number("SELECT count(*) FROM snapshot_part");
        Assert.InRange(pieces, 1, 2);
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Snapshots.Save(0, epoch, 6, newer));
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Snapshots.Save(0, epoch, 8, newer));
        Assert.Equal(pieces, await store.Number("SELECT count(*) FROM snapshot_part"));
    }

    [Fact]
    public async Task An_owner_that_was_taken_over_cannot_save()
    {
        await using var store = await NewStore();
        var old = await store.Fill(shard: 0, count: 2);
        ReadOnlyMemory<byte>[] parts = [new byte[] { 1, 2, 3 }];
        await store.Snapshots.Save(0, old, 1, parts);
        await store.Journal.TakeOver(0, CancellationToken.None);
        await Assert.ThrowsAsync<EpochLostException>(() => store.Snapshots.Save(0, old, 2, [new byte[10]]));
        await Holds(store, 1, parts);
    }

    protected static async Task Holds(TestStore store, long seq, ReadOnlyMemory<byte>[] parts)
    {
        var snapshot = await store.Snapshots.Load(0, CancellationToken.None);
        Assert.NotNull(snapshot);
        Assert.Equal(seq, snapshot.Seq);
        Assert.Equal(parts.Select(part => part.ToArray()), snapshot.Parts.Select(part => part.ToArray()));
    }
}
