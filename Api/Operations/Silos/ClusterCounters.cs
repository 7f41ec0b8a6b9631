namespace PosMonitor.Operations.Silos;

/// <summary>What the Orleans dashboard tells of the cluster, as far as it is shown.</summary>
/// <param name="Hosts">The silos.</param>
/// <param name="SimpleGrainStats">How many grains of each type each of them has.</param>
public sealed record ClusterCounters(IReadOnlyList<SiloHost> Hosts, IReadOnlyList<GrainCount> SimpleGrainStats)
{
    private const string ShardType = "ShardGrain";

    /// <summary>How many shards a silo has.</summary>
    public int ShardsOf(SiloHost silo) => GrainsOf(silo).Where(count => count.GrainType.EndsWith(ShardType, StringComparison.Ordinal)).Sum(count => count.ActivationCount);

    /// <summary>How many grains of all types a silo has.</summary>
    public int AllOf(SiloHost silo) => GrainsOf(silo).Sum(count => count.ActivationCount);

    private IEnumerable<GrainCount> GrainsOf(SiloHost silo) => SimpleGrainStats.Where(count => count.SiloAddress == silo.SiloAddress);
}

/// <summary>A silo.</summary>
/// <param name="SiloAddress">Where it is, and its generation.</param>
/// <param name="SiloName">How it is called.</param>
/// <param name="Status">As Orleans has it: <c>Active</c>, <c>Joining</c>, <c>Dead</c> …</param>
/// <param name="StartTime">When it started.</param>
public sealed record SiloHost(string SiloAddress, string? SiloName, string Status, string? StartTime);

/// <summary>How many grains of a type a silo has.</summary>
public sealed record GrainCount(string SiloAddress, string GrainType, int ActivationCount);
