namespace PosMonitor.Journal;

/// <summary>A shard's state as it was after record <paramref name="Seq"/>; all of its layers are there.</summary>
public sealed record ShardSnapshot(long Seq, SnapshotParts Parts);
