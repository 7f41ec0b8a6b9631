namespace PosMonitor.Events;

/// <summary>What a body holds for one shard.</summary>
public readonly record struct ShardBatch(int Shard, PackedBatch Batch);
