namespace PosMonitor.Journal;

/// <summary>A snapshot builds on a layer that is not there (any more): another owner has written one since. One that is written whole goes.</summary>
public sealed class SnapshotLayerMissingException(int shard, long layer)
    : Exception($"Layer {layer} of the snapshots of shard {shard} is not there.");
