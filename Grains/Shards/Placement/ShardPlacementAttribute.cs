using Orleans.Placement;

namespace PosMonitor.Shards.Placement;

/// <summary>Marks a grain whose keys 0 … n-1 are spread evenly over the silos.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShardPlacementAttribute() : PlacementAttribute(new ShardPlacement());
