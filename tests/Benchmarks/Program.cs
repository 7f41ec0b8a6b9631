using System.Globalization;
using System.Text.Json;
using PosMonitor.Benchmarks;
using PosMonitor.Benchmarks.Ingest;
using PosMonitor.Benchmarks.Load;
using PosMonitor.Benchmarks.Peers;
using PosMonitor.Benchmarks.Report;

// dotnet run --project tests/Benchmarks -c Release                  every row, the table also as docs/performance.md and docs/performance.json
// dotnet run --project tests/Benchmarks -c Release -- peak 10       one of them, on the terminal only
if (args is ["load", var plan])
{
    var result = await LoadGenerator.Run(JsonSerializer.Deserialize<LoadPlan>(plan)!);
    Console.WriteLine(JsonSerializer.Serialize(result));
    return 0;
}

IBenchmark[] benchmarks = [new PeakRate(), new BareLoopRate()];
var counts = args.Skip(1).Select(count => int.Parse(count, CultureInfo.InvariantCulture)).ToList();
if (benchmarks.FirstOrDefault(benchmark => benchmark.Name == args.FirstOrDefault()) is { } asked)
{
    Console.WriteLine(Machine.Now());
    Console.Write(Table.Of(await asked.Measure(counts.Count == 0 ? null : counts[0])));
    return 0;
}
switch (args.FirstOrDefault())
{
    case "memory":
        TerminalMemory.Measure(counts.Count == 0 ? [300_000, 1_000_000] : counts);
        return 0;
    case "fold":
        FoldSpeed.Measure(counts.Count == 0 ? 200_000 : counts[0]);
        return 0;
    case "storm":
        AlertStorm.Measure(counts.Count == 0 ? 100_000 : counts[0]);
        return 0;
    case "journal":
        await JournalSpeed.Measure(counts.Count == 0 ? 200 : counts[0]);
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: 'memory [TERMINALS ...]', 'fold [TRANSACTIONS]', 'storm [ALERTS]' or 'journal [BATCHES]', or");
        foreach (var benchmark in benchmarks)
            Console.Error.WriteLine("  " + benchmark.Help);
        return 2;
}
