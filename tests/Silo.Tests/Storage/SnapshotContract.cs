using PosMonitor.Journal;

namespace PosMonitor.Storage;

/// <summary>What every store of snapshots does.</summary>
public abstract class SnapshotContract
{
    private const string Parts = "SELECT count(*) FROM snapshot_part";
    private const string Layers = "SELECT count(*) FROM snapshot_layer";
    private const string LayerParts = "SELECT count(*) FROM snapshot_layer_part";

    protected abstract Task<TestStore> NewStore(int shards = 4);

    [Fact]
    public async Task A_snapshot_is_read_back_part_by_part()
    {
        await using var store = await NewStore();
        Assert.Null(await store.Snapshots.Load(0, CancellationToken.None));
        var epoch = await store.Fill(shard: 0, count: 7);
        var parts = new SnapshotParts([Records.Bytes(0, 1, 3_000_001), ReadOnlyMemory<byte>.Empty, Records.Bytes(0, 2, 512 << 10), Records.Bytes(0, 3, 12)]);
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
        await store.Snapshots.Save(0, epoch, 3, new SnapshotParts([Records.Bytes(0, 1, 6_000_000)]));
        var newer = new SnapshotParts([Records.Bytes(0, 2, 700_000)]);
        await store.Snapshots.Save(0, epoch, 7, newer);
        await Holds(store, 7, newer);
        var pieces = await store.Number(Parts);
        Assert.InRange(pieces, 1, 2);
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Snapshots.Save(0, epoch, 6, newer));
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Snapshots.Save(0, epoch, 8, newer));
        Assert.Equal(pieces, await store.Number(Parts));
    }

    [Fact]
    public async Task An_owner_that_was_taken_over_cannot_save()
    {
        await using var store = await NewStore();
        var old = await store.Fill(shard: 0, count: 2);
        var parts = new SnapshotParts([new byte[] { 1, 2, 3 }]);
        await store.Snapshots.Save(0, old, 1, parts);
        await store.Journal.TakeOver(0, CancellationToken.None);
        await Assert.ThrowsAsync<EpochLostException>(() => store.Snapshots.Save(0, old, 2, new SnapshotParts([new byte[10]])));
        await Holds(store, 1, parts);
    }

    [Fact]
    public async Task A_snapshot_is_read_back_with_its_layers()
    {
        await using var store = await NewStore();
        var epoch = await store.Fill(shard: 0, count: 7);
        var parts = new SnapshotParts(
            [Records.Bytes(0, 1, 700_000), Records.Bytes(0, 2, 15)],
            [
                new SnapshotLayer(-7, [Records.Bytes(0, 7, 600_000)]),
                new SnapshotLayer(3, [Records.Bytes(0, 3, 1_300_000), ReadOnlyMemory<byte>.Empty, Records.Bytes(0, 4, 512 << 10), Records.Bytes(0, 5, 12)]),
                new SnapshotLayer(4, []),
                new SnapshotLayer(long.MaxValue, [Records.Bytes(0, 6, 100)]),
            ]);
        await store.Snapshots.Save(0, epoch, 7, parts);
        await Holds(store, 7, parts);
        await store.Reopen();
        await Holds(store, 7, parts);
        Assert.Null(await store.Snapshots.Load(1, CancellationToken.None));
    }

    [Fact]
    public async Task Layers_stay_as_long_as_snapshots_name_them()
    {
        await using var store = await NewStore();
        var epoch = await store.Fill(shard: 0, count: 7);
        var other = await store.Fill(shard: 1, count: 1);
        await store.Snapshots.Save(1, other, 1, new SnapshotParts([], [Layer(1, parts: 1), Layer(2, parts: 1)]));
        await store.Snapshots.Save(0, epoch, 3, new SnapshotParts([Head(3)], [Layer(1, parts: 3), Layer(2, parts: 2), new SnapshotLayer(5, []), Layer(9, parts: 1)]));

        await store.Snapshots.Save(0, epoch, 4, new SnapshotParts([Head(4)], [Kept(2), Kept(5), Layer(7, parts: 4), Kept(9)]));
        await Holds(store, 4, new SnapshotParts([Head(4)], [Layer(2, parts: 2), new SnapshotLayer(5, []), Layer(7, parts: 4), Layer(9, parts: 1)]));
        Assert.Equal((1, 4 + 2, 7 + 2), (await store.Number(Parts), await store.Number(Layers), await store.Number(LayerParts)));

        await store.Reopen();
        epoch = await store.Journal.TakeOver(0, CancellationToken.None);
        await store.Snapshots.Save(0, epoch, 7, new SnapshotParts([Head(7)], [Kept(2), Kept(9)]));
        await Holds(store, 7, new SnapshotParts([Head(7)], [Layer(2, parts: 2), Layer(9, parts: 1)]));
        Assert.Equal((2 + 2, 3 + 2), (await store.Number(Layers), await store.Number(LayerParts)));

        var whole = new SnapshotParts([Head(8)]);
        await store.Snapshots.Save(0, epoch, 7, whole);
        await Holds(store, 7, whole);
        Assert.Equal((2, 2), (await store.Number(Layers), await store.Number(LayerParts)));
    }

    [Fact]
    public async Task A_snapshot_on_a_layer_that_is_not_there_is_refused_and_changes_nothing()
    {
        await using var store = await NewStore();
        var epoch = await store.Fill(shard: 0, count: 7);
        var other = await store.Fill(shard: 1, count: 1);
        await store.Snapshots.Save(1, other, 1, new SnapshotParts([], [Layer(4, parts: 1)]));
        var onOther = new SnapshotParts([Head(1)], [Layer(2, parts: 1), Kept(4)]);
        var first = await Assert.ThrowsAsync<SnapshotLayerMissingException>(() => store.Snapshots.Save(0, epoch, 1, onOther));
        Assert.Equal(new SnapshotLayerMissingException(0, 4).Message, first.Message);
        Assert.Null(await store.Snapshots.Load(0, CancellationToken.None));

        var former = new SnapshotParts([Head(3)], [Layer(1, parts: 3), Layer(2, parts: 2)]);
        await store.Snapshots.Save(0, epoch, 3, former);
        await Missing(Kept(1), Layer(3, parts: 2), Kept(4));
        await Missing(Layer(1, parts: 1), Kept(3));
        await store.Reopen();
        await Missing(Kept(1), Layer(3, parts: 2), Kept(4));

        var newer = new SnapshotParts([Head(4)], [Kept(2), Layer(4, parts: 1)]);
        await store.Snapshots.Save(0, epoch, 4, newer);
        await Holds(store, 4, new SnapshotParts([Head(4)], [Layer(2, parts: 2), Layer(4, parts: 1)]));
        await Assert.ThrowsAsync<SnapshotLayerMissingException>(() => store.Snapshots.Save(0, epoch, 5, new SnapshotParts([Head(5)], [Kept(1)])));

        async Task Missing(params SnapshotLayer[] layers)
        {
            await Assert.ThrowsAsync<SnapshotLayerMissingException>(() => store.Snapshots.Save(0, epoch, 4, new SnapshotParts([Head(4), Head(5)], layers)));
            await Holds(store, 3, former);
            Assert.Equal((1, 2 + 1, 5 + 1), (await store.Number(Parts), await store.Number(Layers), await store.Number(LayerParts)));
        }
    }

    [Fact]
    public async Task A_layer_takes_the_place_of_one_with_its_number_that_another_owner_left()
    {
        await using var store = await NewStore();
        var old = await store.Fill(shard: 0, count: 7);
        await store.Snapshots.Save(0, old, 3, new SnapshotParts([Head(3)], [Layer(1, parts: 3), Layer(2, parts: 1)]));
        var epoch = await store.Journal.TakeOver(0, CancellationToken.None);
        var other = new SnapshotLayer(1, [Records.Bytes(0, 77, 60)]);
        await store.Snapshots.Save(0, epoch, 4, new SnapshotParts([Head(4)], [other, Kept(2)]));
        var expected = new SnapshotParts([Head(4)], [other, Layer(2, parts: 1)]);
        await Holds(store, 4, expected);
        Assert.Equal((2, 2), (await store.Number(Layers), await store.Number(LayerParts)));
        await store.Reopen();
        await Holds(store, 4, expected);
    }

    [Fact]
    public async Task What_is_refused_changes_no_layer()
    {
        await using var store = await NewStore();
        var old = await store.Fill(shard: 0, count: 7);
        var former = new SnapshotParts([Head(3)], [Layer(1, parts: 3), Layer(2, parts: 2)]);
        await store.Snapshots.Save(0, old, 3, former);
        var newer = new SnapshotParts([Head(4)], [Kept(2), Layer(3, parts: 1)]);
        await Refused<InvalidOperationException>(old, 2);
        await Refused<InvalidOperationException>(old, 8);
        var epoch = await store.Journal.TakeOver(0, CancellationToken.None);
        await Refused<EpochLostException>(old, 4);
        await store.Snapshots.Save(0, epoch, 4, newer);
        await Holds(store, 4, new SnapshotParts([Head(4)], [Layer(2, parts: 2), Layer(3, parts: 1)]));

        async Task Refused<T>(long by, long seq)
            where T : Exception
        {
            await Assert.ThrowsAsync<T>(() => store.Snapshots.Save(0, by, seq, newer));
            await Holds(store, 3, former);
            Assert.Equal((1, 2, 5), (await store.Number(Parts), await store.Number(Layers), await store.Number(LayerParts)));
        }
    }

    [Fact]
    public async Task A_save_that_is_refused_leaves_alone_what_the_new_owner_is_writing()
    {
        await using var store = await NewStore();
        var old = await store.Fill(shard: 0, count: 7);
        var epoch = await store.Journal.TakeOver(0, CancellationToken.None);
        var parts = new SnapshotParts([Records.Bytes(0, 1, 3_000_000)], [new SnapshotLayer(1, [Records.Bytes(0, 2, 3_000_000)])]);
        var saving = store.Snapshots.Save(0, epoch, 7, parts);
        await Assert.ThrowsAsync<EpochLostException>(() => store.Snapshots.Save(0, old, 6, new SnapshotParts([Head(6)], [Layer(1, parts: 1)])));
        await saving.WaitAsync(TestStore.Timeout);
        await Holds(store, 7, parts);
    }

    [Fact]
    public async Task Whoever_loads_while_snapshots_are_saved_sees_one_of_them_whole()
    {
        const int saves = 60;
        await using var store = await NewStore();
        var epoch = await store.Fill(shard: 0, count: 1);
        await store.Snapshots.Save(0, epoch, 1, Of(0));
        var saving = Task.Run(async () =>
        {
            for (var number = 1; number <= saves; number++)
                await store.Snapshots.Save(0, epoch, 1, Of(number));
        });
        var loads = 0;
        do
        {
            var parts = (await store.Snapshots.Load(0, CancellationToken.None))!.Parts;
            Same(Of(BitConverter.ToInt32(parts.Head[0].Span)), parts);
            loads++;
        }
        while (!saving.IsCompleted);
        await saving;
        Assert.InRange(loads, 2, int.MaxValue);
        await Holds(store, 1, Of(saves));

        static SnapshotParts Of(int number) => new([BitConverter.GetBytes(number)], [Layer(number, parts: 2), Layer(number + 1000, parts: 1)]);
    }

    protected static async Task Holds(TestStore store, long seq, SnapshotParts parts)
    {
        var snapshot = await store.Snapshots.Load(0, CancellationToken.None);
        Assert.NotNull(snapshot);
        Assert.Equal(seq, snapshot.Seq);
        Same(parts, snapshot.Parts);
    }

    /// <summary>A layer's parts, which tell its number.</summary>
    protected static SnapshotLayer Layer(long number, int parts) =>
        new(number, [.. Enumerable.Range(1, parts).Select(part => (ReadOnlyMemory<byte>)Records.Bytes((int)number, part, 40 + part))]);

    /// <summary>A layer that the snapshot before has.</summary>
    protected static SnapshotLayer Kept(long number) => new(number, null);

    protected static ReadOnlyMemory<byte> Head(int of) => Records.Bytes(of, of, 30);

    private static void Same(SnapshotParts expected, SnapshotParts actual)
    {
        Assert.Equal(Bytes(expected.Head), Bytes(actual.Head));
        Assert.Equal(expected.Layers.Select(layer => layer.Number), actual.Layers.Select(layer => layer.Number));
        Assert.Equal(expected.Layers.Select(layer => Bytes(layer.Parts!)), actual.Layers.Select(layer => Bytes(layer.Parts!)));

        static List<byte[]> Bytes(IReadOnlyList<ReadOnlyMemory<byte>> parts) => [.. parts.Select(part => part.ToArray())];
    }
}
