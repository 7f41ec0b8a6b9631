using PosMonitor.Shards;

namespace PosMonitor.Events;

/// <summary>The packers of a body, one a shard, made when first needed and kept for the next body.</summary>
internal sealed class ShardBatches(int shards)
{
    // One body may hold 16 MiB for one shard: a packer that grew beyond this is not kept.
    private const int KeptBytes = 1024 * 1024;

    private readonly BatchPacker?[] _packers = new BatchPacker?[shards];
    private readonly long[] _marked = new long[shards];
    private long _watermark = -1;

    /// <summary>Packs an event for the shard of its terminal, or of its merchant where it has none.</summary>
    public void Add(in EventView e)
    {
        var hash = ShardMap.Hash(e.Acquirer, e.Type == EventType.Settlement ? e.Merchant : e.Terminal);
        var shard = ShardMap.ShardOf(hash, shards);
        var packer = _packers[shard] ??= new BatchPacker();
        Mark(shard, packer);
        packer.Add(in e, hash);
    }

    /// <summary>
    /// Takes a watermark for every shard. It is packed when the shard next has an event, or at the end: of several in between only the latest
    /// is, since an earlier one changes nothing that the latest does not. So many watermarks do not cost their number times that of the shards.
    /// </summary>
    public void AddWatermark(long time) => _watermark = Math.Max(_watermark, time);

    /// <summary>Adds the batches that are not empty.</summary>
    public void Take(List<ShardBatch> batches)
    {
        for (var shard = 0; shard < shards; shard++)
        {
            if (_watermark >= 0)
                Mark(shard, _packers[shard] ??= new BatchPacker());
            if (_packers[shard] is not { Count: > 0 } packer)
                continue;
            var batch = packer.ToBatch();
            batches.Add(new ShardBatch(shard, batch));
            if (batch.Bytes.Length > KeptBytes)
                _packers[shard] = null;
        }
    }

    public void Clear()
    {
        foreach (var packer in _packers)
        {
            if (packer is { Count: > 0 })
                packer.Reset();
        }
        Array.Fill(_marked, -1);
        _watermark = -1;
    }

    private void Mark(int shard, BatchPacker packer)
    {
        if (_marked[shard] >= _watermark)
            return;
        _marked[shard] = _watermark;
        packer.Add(new EventView { Type = EventType.Watermark, Time = _watermark }, 0);
    }
}
