using System.Diagnostics;
using PosMonitor.Shards;

namespace PosMonitor.Benchmarks;

/// <summary>How fast the pure core is: packed events applied on one thread, in processor time, and how large and fast a snapshot is.</summary>
internal static class FoldSpeed
{
    public static void Measure(int transactions)
    {
        for (var round = 1; round <= 5; round++)
        {
            var fleet = new GeneratedFleet();
            for (var number = 0; number < transactions; number++)
                fleet.Transaction(number % 20_000, number, TimeSpan.FromMilliseconds(number));
            fleet.Seal();
            var apply = Processor(fleet.Apply);
            var bytes = 0L;
            var snapshot = Processor(() => bytes = fleet.All.Sum(shard => ShardSnapshotWriter.Write(shard.State).Sum(part => (long)part.Length)));
            Console.WriteLine($"round {round}: {fleet.Events} events, {fleet.Events / apply.TotalSeconds / 1e6:F2} million a second of one core; "
                + $"snapshot of {bytes / 1e6:F1} MB in {snapshot.TotalMilliseconds:F0} ms");
        }
    }

    private static TimeSpan Processor(Action work)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        work();
        process.Refresh();
        return process.TotalProcessorTime - before;
    }
}
