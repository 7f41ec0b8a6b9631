using Microsoft.Extensions.Options;
using PosMonitor.Settings;
using PosMonitor.Shards;
using PosMonitor.Storage;

namespace PosMonitor.Hosting;

/// <summary>How far the start has come, and what the shards told last. Written by <see cref="ShardKeeper"/>, read by probes and metrics.</summary>
public sealed class Readiness(IOptions<MonitorOptions> options, StoreHealth store) : IReadiness
{
    private ShardStatus?[] _shards = [];

    /// <summary>Whether the code on the path of an event has run often enough to be compiled.</summary>
    public bool WarmedUp { get; internal set; }

    /// <summary>What each shard told last; null where it has not been brought back from the journal yet, or does not answer any more.</summary>
    public IReadOnlyList<ShardStatus?> Shards => _shards;

    /// <summary>Why shards cannot be asked, in words, or null.</summary>
    public string? Trouble { get; internal set; }

    public MonitorReadiness Now()
    {
        var known = _shards.OfType<ShardStatus>().ToArray();
        return new MonitorReadiness
        {
            Shards = _shards.Length,
            StreamClock = options.Value.Clock == ClockMode.Stream,
            Recovered = known.Length,
            Missing = Missing(),
            Terminals = known.Sum(shard => shard.Terminals),
            TerminalsInMemory = known.Sum(shard => shard.TerminalsInMemory),
            Events = known.Sum(shard => shard.Events),
            AfterClose = known.Sum(shard => shard.AfterClose),
            StoreFails = store.Trouble is not null,
            LagMs = known.Select(shard => shard.LagMs).DefaultIfEmpty().Max(),
            Behind = known.Select(shard => shard.Behind).DefaultIfEmpty().Max(),
        };
    }

    /// <summary>What is missing until the monitor is ready, in words; empty when nothing is.</summary>
    public IReadOnlyList<string> Missing()
    {
        var shards = _shards;
        var recovered = shards.Count(shard => shard is not null);
        List<string> missing = [];
        if (shards.Length == 0 || recovered < shards.Length)
            missing.Add($"{recovered} of {shards.Length} shards are brought back from the journal");
        if (!WarmedUp)
            missing.Add("the code is being warmed up");
        if (recovered < shards.Length && Trouble is { } trouble)
            missing.Add(trouble);
        if (store.Trouble is { } failing)
            missing.Add(failing);
        return missing;
    }

    internal void Expect(int shards) => _shards = new ShardStatus?[shards];

    internal void Note(int shard, ShardStatus? status) => _shards[shard] = status;
}
