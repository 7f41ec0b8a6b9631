using System.Diagnostics;
using PosMonitor.Benchmarks.Processes;

namespace PosMonitor.Benchmarks.Report;

/// <summary>All benchmarks one after the other, each in a process of its own that has not run anything else, and within a time.</summary>
internal static class Suite
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(15);

    public static async Task<List<MeasuredRow>> Measure(IEnumerable<IBenchmark> benchmarks)
    {
        var rows = new List<MeasuredRow>();
        foreach (var benchmark in benchmarks)
        {
            var begun = Stopwatch.GetTimestamp();
            var load = Machine.Load();
            var measured = await RowProcess.Run(benchmark.Name, Within);
            Console.WriteLine($"{benchmark.Name}: {Stopwatch.GetElapsedTime(begun).TotalSeconds:F0} s, load of the machine before {Figures.Of(load)}");
            Console.WriteLine(measured.Failure is null ? Table.Of(measured.Rows) : $"not measured: {measured.Failure}");
            rows.AddRange(measured.Rows);
        }
        return rows;
    }
}
