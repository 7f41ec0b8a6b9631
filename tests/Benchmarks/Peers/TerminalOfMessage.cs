using System.Globalization;
using Akka.Cluster.Sharding;

namespace PosMonitor.Benchmarks.Peers;

/// <summary>Tells the sharding of Akka.NET whose an event is.</summary>
internal sealed class TerminalOfMessage() : HashCodeMessageExtractor(64)
{
    public override string? EntityId(object message) => (message as PeerEvent)?.Terminal.ToString(CultureInfo.InvariantCulture);
}
