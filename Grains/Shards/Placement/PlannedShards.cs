using Microsoft.Extensions.Options;
using PosMonitor.Settings;

namespace PosMonitor.Shards.Placement;

/// <summary>The plan for the silos of the moment, worked out once for each set of them.</summary>
public sealed class PlannedShards(IOptions<MonitorOptions> options)
{
    private volatile Plan? _last;

    /// <summary>How many shards there are.</summary>
    public int Shards => options.Value.Shards;

    /// <summary>Which of the silos, at least one, owns a shard.</summary>
    public SiloAddress OwnerOf(int shard, IReadOnlyCollection<SiloAddress> silos)
    {
        var plan = _last;
        if (plan is null || plan.Silos.Count != silos.Count || !silos.All(plan.Silos.Contains))
            _last = plan = Make(silos);
        return plan.Owners[shard];
    }

    private Plan Make(IReadOnlyCollection<SiloAddress> silos)
    {
        SiloAddress[] ordered = [.. silos];
        return new Plan([.. ordered], [.. ShardPlan.Of([.. ordered.Select(silo => silo.ToParsableString())], Shards).Select(owner => ordered[owner])]);
    }

    private sealed record Plan(HashSet<SiloAddress> Silos, SiloAddress[] Owners);
}
