using System.Globalization;
using System.Text.Json;
using PosMonitor.Benchmarks.Growth;
using PosMonitor.Benchmarks.Ingest;
using PosMonitor.Benchmarks.Latency;
using PosMonitor.Benchmarks.Load;
using PosMonitor.Benchmarks.Memory;
using PosMonitor.Benchmarks.Micro;
using PosMonitor.Benchmarks.Outage;
using PosMonitor.Benchmarks.Peers;
using PosMonitor.Benchmarks.Recovery;
using PosMonitor.Benchmarks.Report;

// dotnet run --project tests/Benchmarks -c Release                  all of them; the table is also written to docs/performance.md and docs/performance.json
// dotnet run --project tests/Benchmarks -c Release -- peak 10       one of them, on the terminal only
// dotnet run --project tests/Benchmarks -c Release -- steady 10     one that takes long, and is not among all
IBenchmark[] benchmarks =
[
    new PeakRate(), new BareLoopRate(), new SmallBatches(), new Overload(), new PostgresRate(), new TwoSilos(), new PeerRates(), new AtOneHundredThousand(), new IssuerOutage(), new KillRecovery(), new ColdStart(),
    new TerminalMemory(), new LargeFleet(), new IdleMemory(), new FoldSpeed(), new JournalSpeed(), new AlertStormCost(), new OverviewSpeed(), new StepCosts(),
];
IBenchmark[] soaks = [new Steady(), new CostOfGrowth()];
switch (args)
{
    case []:
        var machine = Machine.Now();
        Console.WriteLine(machine);
        ReportFiles.Write("docs", machine, await Suite.Measure(benchmarks));
        return 0;
    case ["load", var plan]:
        Console.WriteLine(JsonSerializer.Serialize(await LoadGenerator.Run(JsonSerializer.Deserialize<LoadPlan>(plan)!)));
        return 0;
    case ["rows", var name]:
        Console.WriteLine(JsonSerializer.Serialize(await benchmarks.Single(benchmark => benchmark.Name == name).Measure(null)));
        return 0;
    case [var name, .. var rest] when benchmarks.Concat(soaks).FirstOrDefault(benchmark => benchmark.Name == name) is { } asked && rest.Length <= 1:
        Console.WriteLine(Machine.Now());
        Console.Write(Table.Of(await asked.Measure(rest.Length == 0 ? null : int.Parse(rest[0], CultureInfo.InvariantCulture))));
        return 0;
    default:
        Console.Error.WriteLine("Say nothing for all, or what to measure:");
        foreach (var benchmark in benchmarks.Concat(soaks))
            Console.Error.WriteLine("  " + benchmark.Help);
        return 2;
}
