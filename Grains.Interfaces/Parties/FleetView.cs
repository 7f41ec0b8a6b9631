namespace PosMonitor.Parties;

/// <summary>The whole fleet (contract §5, <c>/v1/fleet</c>).</summary>
[GenerateSerializer, Immutable, Alias("pos.fleet-view")]
public sealed record FleetView
{
    [Id(0)] public required SubjectTotals Totals { get; init; }

    /// <summary>True for the <c>stream</c> clock, false for <c>wall</c> (contract §2).</summary>
    [Id(1)] public required bool StreamClock { get; init; }

    /// <summary>The time up to which all that follows from events and deadlines is visible, or null.</summary>
    [Id(2)] public DateTimeOffset? SettledThrough { get; init; }

    /// <summary>Events for transactions that are no longer held (contract §3).</summary>
    [Id(3)] public long AfterClose { get; init; }

    /// <summary>Terminals of which an event was ever seen.</summary>
    [Id(4)] public long Terminals { get; init; }

    /// <summary>Events journalled since the process that hosts each shard started.</summary>
    [Id(5)] public long Events { get; init; }

    /// <summary>Events a second, over the last ten seconds of the server's clock.</summary>
    [Id(6)] public double EventsPerSecond { get; init; }

    /// <summary>Milliseconds from arrival to visible, the worst of the shards for their last batch.</summary>
    [Id(7)] public double LagMs { get; init; }
}
