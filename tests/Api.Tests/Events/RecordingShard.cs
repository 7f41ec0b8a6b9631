using System.Reflection;
using PosMonitor.Events;
using PosMonitor.Shards;

namespace PosMonitor.Tests.Events;

/// <summary>A shard that records what it is given.</summary>
public class RecordingShard : DispatchProxy
{
    private RecordedShards? _shards;
    private int _shard;

    public static IShardGrain Create(RecordedShards shards, int shard)
    {
        var grain = Create<IShardGrain, RecordingShard>();
        (((RecordingShard)(object)grain)._shards, ((RecordingShard)(object)grain)._shard) = (shards, shard);
        return grain;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod?.Name != nameof(IShardGrain.Append))
            throw new NotSupportedException($"The door is not expected to call {targetMethod}.");
        _shards!.Appended.Enqueue(new ShardBatch(_shard, (PackedBatch)args![0]!));
        return _shards.Answer(_shard);
    }
}
