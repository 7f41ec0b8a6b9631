using System.Globalization;
using PosMonitor.Benchmarks;

// dotnet run --project tests/Benchmarks -c Release -- memory 300000 1000000
// dotnet run --project tests/Benchmarks -c Release -- fold 200000
// dotnet run --project tests/Benchmarks -c Release -- overviews 1000000
// dotnet run --project tests/Benchmarks -c Release -- storm 100000
// dotnet run --project tests/Benchmarks -c Release -- journal 200
var counts = args.Skip(1).Select(count => int.Parse(count, CultureInfo.InvariantCulture)).ToList();
switch (args.FirstOrDefault())
{
    case "memory":
        TerminalMemory.Measure(counts.Count == 0 ? [300_000, 1_000_000] : counts);
        return 0;
    case "fold":
        FoldSpeed.Measure(counts.Count == 0 ? 200_000 : counts[0]);
        return 0;
    case "overviews":
        OverviewSpeed.Measure(counts.Count == 0 ? 1_000_000 : counts[0]);
        return 0;
    case "storm":
        AlertStorm.Measure(counts.Count == 0 ? 100_000 : counts[0]);
        return 0;
    case "journal":
        await JournalSpeed.Measure(counts.Count == 0 ? 200 : counts[0]);
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: 'memory [TERMINALS ...]', 'fold [TRANSACTIONS]', 'overviews [TERMINALS]', 'storm [ALERTS]' or 'journal [BATCHES]'.");
        return 2;
}
