namespace PosMonitor.Journal;

/// <summary>Keeps the newest snapshot of each shard.</summary>
public interface ISnapshotStore
{
    /// <summary>Replaces a shard's snapshot, whole or not at all. Layers that are not of the new one are removed.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="epoch">What <see cref="IJournal.TakeOver"/> gave its owner.</param>
    /// <param name="seq">The last record that the state has seen.</param>
    /// <param name="parts">The packed state; layers without bytes are those of the snapshot that it replaces.</param>
    /// <exception cref="EpochLostException">Another owner has taken the shard over.</exception>
    /// <exception cref="SnapshotLayerMissingException">A layer without bytes is none of the snapshot that would be replaced.</exception>
    Task Save(int shard, long epoch, long seq, SnapshotParts parts);

    /// <summary>The newest snapshot of a shard, or null where there is none.</summary>
    Task<ShardSnapshot?> Load(int shard, CancellationToken cancellation);
}
