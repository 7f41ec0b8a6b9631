using PosMonitor.Shards;

namespace PosMonitor.Hosting;

/// <summary>How ready the monitor is: what this process sees of it, or what a gateway is told.</summary>
public interface IReadiness
{
    MonitorReadiness Now();
}
