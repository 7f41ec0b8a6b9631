using PosMonitor.Shards;

namespace PosMonitor.Benchmarks.Peers;

/// <summary>Holds the core of its one terminal.</summary>
internal sealed class PeerTerminalGrain : Grain, IPeerTerminalGrain
{
    private readonly Shard _core = PeerFeed.NewCore();
    private long _seq;

    public Task Report(byte[] record)
    {
        _core.Apply(++_seq, record);
        return Task.CompletedTask;
    }
}
