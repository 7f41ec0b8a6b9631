namespace PosMonitor.Shards;

/// <summary>How ready the monitor is, and how it is set up, as far as a gateway has to know.</summary>
[GenerateSerializer, Immutable, Alias("pos.monitor-readiness")]
public sealed record MonitorReadiness
{
    /// <summary>How many shards there are; 0 where nobody knows yet.</summary>
    [Id(0)] public int Shards { get; init; }

    /// <summary>Whether time is what the events say.</summary>
    [Id(1)] public bool StreamClock { get; init; }

    /// <summary>How many shards answer.</summary>
    [Id(2)] public int Recovered { get; init; }

    /// <summary>What is missing until the monitor is ready, in words; empty when nothing is.</summary>
    [Id(3)] public required IReadOnlyList<string> Missing { get; init; }
    [Id(4)] public long Terminals { get; init; }
    [Id(5)] public long Events { get; init; }
    [Id(6)] public long AfterClose { get; init; }
    [Id(7)] public double LagMs { get; init; }

    /// <summary>The silos that there are, as the one that answers sees them.</summary>
    [Id(8)] public IReadOnlyList<string> Silos { get; init; } = [];

    /// <summary>Whether the one that answers cannot write the store; why is among what is missing.</summary>
    [Id(9)] public bool StoreFails { get; init; }

    /// <summary>Terminals that are in memory; the others are idle.</summary>
    [Id(10)] public long TerminalsInMemory { get; init; }

    /// <summary>What a start would read back from the journal, in events, of the shard that has the most.</summary>
    [Id(11)] public long Behind { get; init; }
}
