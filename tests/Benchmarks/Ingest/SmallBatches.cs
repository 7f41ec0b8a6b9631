using PosMonitor.Benchmarks.Report;

namespace PosMonitor.Benchmarks.Ingest;

/// <summary>The highest rate where callers do not gather many events: batches of 100, and single events over a thousand connections.</summary>
internal sealed class SmallBatches : IBenchmark
{
    private const int Rounds = 2;

    public string Name => "small";

    public string Help => "small [SECONDS]: batches of 100 and of 1";

    public async Task<IReadOnlyList<MeasuredRow>> Measure(int? number) =>
    [
        .. await Measure("batches of 100", 100, 64, Goal.Least(200_000), number ?? 8),
        .. await Measure("batches of 1", 1, 1_000, Goal.Least(30_000), number ?? 8),
    ];

    private static async Task<IReadOnlyList<MeasuredRow>> Measure(string what, int batch, int connections, Goal goal, int seconds)
    {
        var rounds = new List<PeakRound>();
        for (var round = 0; round < Rounds; round++)
            rounds.Add(await PeakRound.Run(plan => plan with { Batch = batch, Connections = connections, Seconds = seconds }));
        return
        [
            new($"events a second, {what}, {connections} connections", "/s", goal, [.. rounds.Select(round => round.Load.PerSecond)])
            {
                Note = $"{rounds.Sum(round => round.Load.Refused)} bodies refused",
            },
            new("… from the last byte to its 202, p99, at that rate", "ms", null, [.. rounds.Select(round => round.Load.P99)]),
            new("… processor time of the monitor", "µs/event", null, [.. rounds.Select(round => round.Load.MonitorProcessor / round.Load.Accepted * 1e6)]),
        ];
    }
}
