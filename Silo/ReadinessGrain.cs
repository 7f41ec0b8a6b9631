using Orleans.Concurrency;
using PosMonitor.Shards;

namespace PosMonitor.Hosting;

/// <summary>Tells gateways what this silo sees of the monitor.</summary>
[StatelessWorker]
public sealed class ReadinessGrain(Readiness readiness, IClusterMembershipService membership) : Grain, IReadinessGrain
{
    public Task<MonitorReadiness> GetReadiness() => Task.FromResult(readiness.Now() with
    {
        Silos = [.. membership.CurrentSnapshot.Members.Values
            .Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress.ToParsableString())],
    });
}
