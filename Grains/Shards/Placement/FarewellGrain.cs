namespace PosMonitor.Shards.Placement;

/// <summary>Takes a silo that leaves out of this one's plan.</summary>
public sealed class FarewellGrain(PlannedShards plan) : Grain, IFarewellGrain
{
    public Task Leaves(SiloAddress silo)
    {
        plan.Leave(silo);
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
