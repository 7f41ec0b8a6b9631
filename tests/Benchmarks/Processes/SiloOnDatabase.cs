using System.Diagnostics;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Benchmarks.Processes;

/// <summary>One silo of a cluster, as it is shipped.</summary>
internal sealed class SiloOnDatabase : DotnetProcess
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(120);

    private SiloOnDatabase(string directory, string connection)
        : base("SiloDll", directory, [$"--ConnectionStrings:PosMonitor={connection}"])
    {
    }

    /// <summary>Starts it and waits until it has joined.</summary>
    public static async Task<SiloOnDatabase> Start(string directory, string connection)
    {
        var silo = new SiloOnDatabase(directory, connection);
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
