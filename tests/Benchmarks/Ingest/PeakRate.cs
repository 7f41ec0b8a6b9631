using PosMonitor.Benchmarks.Peers;
using PosMonitor.Benchmarks.Report;

namespace PosMonitor.Benchmarks.Ingest;

/// <summary>
/// As many events a second as the shipped monitor accepts over HTTP, durable before the answer, on its embedded store, while the load comes from a
/// second process of the same machine; and in turn with it the bare loop over the same events.
/// </summary>
internal sealed class PeakRate : IBenchmark
{
    private const int Rounds = 3;

    public string Name => "peak";

    public string Help => "peak [SECONDS]: batches of 2,000 on the embedded store, and the bare loop";

    public async Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var rounds = new List<PeakRound>();
        var bare = new List<(double PerSecond, double ProcessorPerEvent)>();
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add(await PeakRound.Run(plan => plan with { Seconds = number ?? 10 }));
            bare.Add(BareLoop.Measure(rounds[0].Plan.Terminals, warmUp: 3, seconds: 4));
        }
        var last = rounds[^1];
        return
        [
            new("events a second, batches of 2,000, durable, embedded store", "/s", Goal.Least(500_000), [.. rounds.Select(round => round.Load.PerSecond)])
            {
                Note = $"{last.Plan.Connections} connections, lines of {Figures.Of(last.Load.LineBytes)} bytes, {last.Load.Refused} bodies refused",
            },
            new("… as a share of the bare loop", "%", Goal.Least(40), [.. rounds.Zip(bare, (round, loop) => 100 * round.Load.PerSecond / loop.PerSecond)]),
            new("the bare loop: reader and core, two threads, no HTTP, no journal, no actors", "/s", null, [.. bare.Select(loop => loop.PerSecond)]),
            new("… its processor time", "µs/event", null, [.. bare.Select(loop => loop.ProcessorPerEvent * 1e6)]),
            new("… processor time of the monitor", "µs/event", null, [.. rounds.Select(round => round.Load.MonitorProcessor / round.Load.Accepted * 1e6)]),
            new("… processor time of the load generator", "µs/event", null, [.. rounds.Select(round => round.Load.GeneratorProcessor / round.Load.Accepted * 1e6)]),
            new("… from the last byte of a batch to its 202, p50, at that rate", "ms", null, [.. rounds.Select(round => round.Load.P50)]),
            new("… p99", "ms", null, [.. rounds.Select(round => round.Load.P99)]),
            new("… resident memory at the end", "MB", null, [.. rounds.Select(round => round.Resident / 1e6)]),
            new("journal bytes an event on disk", "bytes", Goal.Most(40), [.. rounds.Select(round => round.JournalBytesPerEvent)]),
        ];
    }
}
