using PosMonitor.Parties;

namespace PosMonitor.Terminals;

/// <summary>The state of a terminal (contract §5).</summary>
[GenerateSerializer, Immutable, Alias("pos.terminal-view")]
public sealed record TerminalView
{
    [Id(0)] public required string Acquirer { get; init; }
    [Id(1)] public required string Terminal { get; init; }
    [Id(2)] public required TerminalStatus Status { get; init; }

    /// <summary>The merchant that the terminal is bound to: the first that an event named.</summary>
    [Id(3)] public string? Merchant { get; init; }
    [Id(4)] public DateTimeOffset? LastEventAt { get; init; }

    /// <summary>How many alerts of it and of its transactions are not resolved.</summary>
    [Id(5)] public int OpenAlerts { get; init; }
    [Id(6)] public required SubjectTotals Totals { get; init; }
}
