namespace PosMonitor.Shards.Placement;

/// <summary>Shards stand where <see cref="ShardPlan"/> says.</summary>
[GenerateSerializer, Immutable, Alias("pos.shard-placement")]
public sealed class ShardPlacement : PlacementStrategy;
