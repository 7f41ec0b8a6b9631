using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using PosMonitor.Settings;

namespace PosMonitor.Shards.Placement;

/// <summary>The plan for the silos of the moment, worked out once for each set of them.</summary>
public sealed class PlannedShards(IOptions<MonitorOptions> options)
{
    private readonly ConcurrentDictionary<SiloAddress, bool> _leaving = [];
    private volatile Plan? _last;

    /// <summary>How many shards there are.</summary>
    public int Shards => options.Value.Shards;

    /// <summary>A silo is about to leave; it owns nothing any more, as long as there is another one.</summary>
    public void Leave(SiloAddress silo) => _leaving[silo] = true;

    /// <summary>Whether nothing was heard of a silo's leaving.</summary>
    public bool Stays(SiloAddress silo) => !_leaving.ContainsKey(silo);

    /// <summary>Which of the silos, at least one, owns a shard.</summary>
    public SiloAddress OwnerOf(int shard, IReadOnlyCollection<SiloAddress> silos)
    {
        if (!_leaving.IsEmpty && silos.Where(Stays).ToList() is { Count: > 0 } staying)
            silos = staying;
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
