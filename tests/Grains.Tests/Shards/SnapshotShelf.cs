using PosMonitor.Journal;

namespace PosMonitor.Tests.Shards;

/// <summary>Keeps the newest snapshot of a shard as a store does: a layer that comes without bytes is that of the one before.</summary>
internal sealed class SnapshotShelf
{
    public SnapshotParts? Newest { get; private set; }

    public void Put(SnapshotParts snapshot) => Newest = snapshot with { Layers = [.. snapshot.Layers.Select(Filled)] };

    private SnapshotLayer Filled(SnapshotLayer layer) => layer.Parts is null ? Newest!.Layers.Single(known => known.Number == layer.Number) : layer;
}
