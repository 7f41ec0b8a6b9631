using System.Reflection;
using PosMonitor.Shards;

namespace PosMonitor.Tests.Events;

/// <summary>Gives shards that record, and nothing else.</summary>
public class RecordingGrainFactory : DispatchProxy
{
    private RecordedShards? _shards;

    public static IGrainFactory Create(RecordedShards shards)
    {
        var factory = Create<IGrainFactory, RecordingGrainFactory>();
        ((RecordingGrainFactory)(object)factory)._shards = shards;
        return factory;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod is { Name: "GetGrain", IsGenericMethod: true } && targetMethod.GetGenericArguments()[0] == typeof(IShardGrain) && args?[0] is long shard
            ? RecordingShard.Create(_shards!, (int)shard)
            : throw new NotSupportedException($"The door is not expected to call {targetMethod}.");
}
