namespace PosMonitor.Journal;

/// <summary>A shard's state as it was after record <paramref name="Seq"/>.</summary>
public sealed record ShardSnapshot(long Seq, IReadOnlyList<ReadOnlyMemory<byte>> Parts);
