using PosMonitor.Benchmarks.Report;
using PosMonitor.Shards;

namespace PosMonitor.Benchmarks.Micro;

/// <summary>How fast the pure core is: packed events applied on one thread, in processor time, and how large and fast a snapshot is.</summary>
internal sealed class FoldSpeed : IBenchmark
{
    private const int Rounds = 5, Terminals = 20_000;

    public string Name => "fold";

    public string Help => "fold [TRANSACTIONS]: packed events applied on one thread, and a snapshot";

    public Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var (rates, megabytes, milliseconds) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var fleet = new GeneratedFleet();
            for (var transaction = 0; transaction < (number ?? 200_000); transaction++)
                fleet.Transaction(transaction % Terminals, transaction, TimeSpan.FromMilliseconds(transaction));
            fleet.Seal();
            rates.Add(fleet.Events / Processor(fleet.Apply).TotalSeconds);
            var bytes = 0L;
            milliseconds.Add(Processor(() => bytes = fleet.All.Sum(shard => ShardSnapshotWriter.Write(shard.State).Sum(part => (long)part.Length))).TotalMilliseconds);
            megabytes.Add(bytes / 1e6);
        }
        return Task.FromResult<IReadOnlyList<MeasuredRow>>(
        [
            new("the pure core: packed events a second of one core", "/s", null, rates),
            new("… a snapshot of all shards after that", "ms", null, milliseconds),
            new("… its size", "MB", null, megabytes),
        ]);
    }

    private static TimeSpan Processor(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return Environment.CpuUsage.TotalTime - before;
    }
}
