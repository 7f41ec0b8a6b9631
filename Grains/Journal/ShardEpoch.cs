namespace PosMonitor.Journal;

/// <summary>That somebody owns a shard.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Epoch">What <see cref="IJournal.TakeOver"/> gave its owner.</param>
public readonly record struct ShardEpoch(int Shard, long Epoch);
