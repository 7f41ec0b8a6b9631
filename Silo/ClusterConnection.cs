using Microsoft.Extensions.Configuration;

namespace PosMonitor.Hosting;

/// <summary>The database that makes a cluster of processes (contract §7).</summary>
public static class ClusterConnection
{
    /// <summary>The full name of the setting.</summary>
    public const string Name = "ConnectionStrings:PosMonitor";

    /// <summary>The connection string; null where the monitor is one process.</summary>
    public static string? Of(IConfiguration configuration) => configuration[Name] is { Length: > 0 } connection ? connection : null;
}
