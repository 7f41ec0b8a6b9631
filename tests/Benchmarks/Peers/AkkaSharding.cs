using Akka;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;

namespace PosMonitor.Benchmarks.Peers;

/// <summary>The same events by Ask to an actor a terminal, in the cluster sharding of Akka.NET on one node, without a journal.</summary>
internal static class AkkaSharding
{
    private const string Settings = """
        akka {
          loglevel = ERROR
          stdout-loglevel = ERROR
          log-dead-letters = off
          actor.provider = cluster
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
          cluster.sharding.state-store-mode = ddata
          cluster.sharding.distributed-data.durable.keys = []
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<double> Measure()
    {
        using var system = ActorSystem.Create("benchmark", ConfigurationFactory.ParseString(Settings));
        var cluster = Akka.Cluster.Cluster.Get(system);
        await cluster.JoinAsync(cluster.SelfAddress);
        var region = await ClusterSharding.Get(system).StartAsync("terminal", Props.Create<PeerTerminalActor>(), ClusterShardingSettings.Create(system), new TerminalOfMessage());
        var rate = await PeerFeed.Measure(e => region.Ask<Done>(e, Patience));
        await system.Terminate();
        return rate;
    }
}
