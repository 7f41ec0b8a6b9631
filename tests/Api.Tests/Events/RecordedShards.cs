using System.Collections.Concurrent;
using PosMonitor.Events;

namespace PosMonitor.Tests.Events;

/// <summary>All shards: what each was given, and what it answers.</summary>
public sealed class RecordedShards
{
    public ConcurrentQueue<ShardBatch> Appended { get; } = new();

    public Func<int, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<PosEvent> Events => [.. Appended.OrderBy(part => part.Shard).SelectMany(part => Reading.Unpack(part.Batch))];
}
