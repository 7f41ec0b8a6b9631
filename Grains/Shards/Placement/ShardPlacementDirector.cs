using Orleans.Runtime.Placement;

namespace PosMonitor.Shards.Placement;

/// <summary>Tells Orleans where a shard is activated.</summary>
public sealed class ShardPlacementDirector(PlannedShards plan) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        if (!target.GrainIdentity.TryGetIntegerKey(out var shard, out _) || shard < 0 || shard >= plan.Shards)
            throw new ArgumentOutOfRangeException(nameof(target), $"There is no shard {target.GrainIdentity.Key}; there are 0 to {plan.Shards - 1}.");
        return Task.FromResult(plan.OwnerOf((int)shard, silos));
    }
}
