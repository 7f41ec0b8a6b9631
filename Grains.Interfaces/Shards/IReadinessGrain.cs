namespace PosMonitor.Shards;

/// <summary>What the silo that is asked knows of the monitor, at no other cost. Stateless: use key 0.</summary>
[Alias("pos.readiness")]
public interface IReadinessGrain : IGrainWithIntegerKey
{
    [Alias("now")]
    Task<MonitorReadiness> GetReadiness();
}
