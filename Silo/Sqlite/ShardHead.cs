namespace PosMonitor.Sqlite;

/// <summary>How far a shard is.</summary>
/// <param name="Epoch">Its owner's; 0 before the first.</param>
/// <param name="LastSeq">Its newest record, 0 for none.</param>
/// <param name="SnapshotSeq">The record that its newest snapshot has seen, 0 for none.</param>
/// <param name="SnapshotId">That snapshot, 0 for none.</param>
/// <param name="Layers">The numbers of that snapshot's layers.</param>
internal readonly record struct ShardHead(long Epoch, long LastSeq, long SnapshotSeq, long SnapshotId, IReadOnlySet<long> Layers);
