namespace PosMonitor.Journal;

/// <summary>A layer of a shard's snapshots.</summary>
/// <param name="Number">Its number, of its shard; negative where it holds closed transactions.</param>
/// <param name="Parts">What it holds, in pieces of at most a few megabytes; null where the snapshot before has it already.</param>
public sealed record SnapshotLayer(long Number, IReadOnlyList<ReadOnlyMemory<byte>>? Parts);
