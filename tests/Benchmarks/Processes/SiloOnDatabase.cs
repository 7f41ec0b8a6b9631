using System.Diagnostics;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Benchmarks.Processes;

/// <summary>One silo of a cluster, as it is shipped.</summary>
internal sealed class SiloOnDatabase : DotnetProcess
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(120);

    private SiloOnDatabase(string directory, string connection, int? core)
        : base("SiloDll", directory, [$"--ConnectionStrings:PosMonitor={connection}"], core: core)
    {
    }

    /// <summary>Starts it and waits until it has joined.</summary>
    /// <param name="directory">Where it works.</param>
    /// <param name="connection">Its database.</param>
    /// <param name="core">The only processor that it may use; null for all.</param>
    public static async Task<SiloOnDatabase> Start(string directory, string connection, int? core = null)
    {
        var silo = new SiloOnDatabase(directory, connection, core);
        var waited = Stopwatch.StartNew();
        while (!silo.Output.Contains("has joined", StringComparison.Ordinal))
        {
            silo.MustRun();
            if (waited.Elapsed > StartWithin)
                throw new TimeoutException($"The silo has not joined within {StartWithin}:\n{silo.Output}");
            await Task.Delay(20);
        }
        return silo;
    }
}
