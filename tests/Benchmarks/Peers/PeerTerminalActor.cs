using Akka;
using Akka.Actor;
using PosMonitor.Shards;

namespace PosMonitor.Benchmarks.Peers;

/// <summary>The same as <see cref="PeerTerminalGrain"/>, as an actor of Akka.NET.</summary>
internal sealed class PeerTerminalActor : ReceiveActor
{
    private readonly Shard _core = PeerFeed.NewCore();
    private long _seq;

    public PeerTerminalActor() => Receive<PeerEvent>(e =>
    {
        _core.Apply(++_seq, e.Record);
        Sender.Tell(Done.Instance);
    });
}
