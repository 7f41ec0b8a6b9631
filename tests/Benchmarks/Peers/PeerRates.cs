using PosMonitor.Benchmarks.Ingest;
using PosMonitor.Benchmarks.Report;

namespace PosMonitor.Benchmarks.Peers;

/// <summary>The monitor, over HTTP and durable, beside what answers every event by itself and keeps nothing: an actor a terminal.</summary>
internal sealed class PeerRates : IBenchmark
{
    private const int Rounds = 2;

    public string Name => "peers";

    public string Help => "peers [SECONDS]: the monitor over a grain a terminal, and over the cluster sharding of Akka.NET";

    public async Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var (monitor, grains, akka) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            monitor.Add((await PeakRound.Run(plan => plan with { Seconds = number ?? 6 })).Load.PerSecond);
            grains.Add(await GrainPerTerminal.Measure());
            akka.Add(await AkkaSharding.Measure());
        }
        return
        [
            new("the monitor over one awaited grain call an event, to a grain a terminal", "x", Goal.Least(5), [.. monitor.Zip(grains, (own, peer) => own / peer)]),
            new("… over Akka.NET cluster sharding with Ask", "x", Goal.Least(3), [.. monitor.Zip(akka, (own, peer) => own / peer)]),
            new("a grain a terminal, no HTTP, no journal: events a second", "/s", null, grains),
            new("Akka.NET cluster sharding, no HTTP, no journal: events a second", "/s", null, akka),
        ];
    }
}
