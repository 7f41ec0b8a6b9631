using PosMonitor.Parties;

namespace PosMonitor.Shards;

/// <summary>What a shard contributes to the fleet. Not immutable: the totals are the live ones, and are copied on their way out.</summary>
[GenerateSerializer, Alias("pos.shard-status")]
public sealed record ShardStatus
{
    [Id(0)] public required SubjectTotals Fleet { get; init; }

    /// <summary>UTC ticks up to which all of this shard is visible; <see cref="long.MinValue"/> where nothing is settled yet.</summary>
    [Id(1)] public long Settled { get; init; }
    [Id(2)] public long AfterClose { get; init; }
    [Id(3)] public long Terminals { get; init; }
    [Id(4)] public long Events { get; init; }
    [Id(5)] public double EventsPerSecond { get; init; }
    [Id(6)] public double LagMs { get; init; }

    /// <summary>Terminals that are in memory; the others are idle.</summary>
    [Id(7)] public long TerminalsInMemory { get; init; }

    /// <summary>What a start would read back from the journal, in events: what came since the last snapshot.</summary>
    [Id(8)] public long Behind { get; init; }
}
