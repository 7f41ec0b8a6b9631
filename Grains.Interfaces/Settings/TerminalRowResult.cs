namespace PosMonitor.Settings;

/// <summary>What became of a <see cref="TerminalRow"/>.</summary>
[GenerateSerializer, Immutable, Alias("pos.terminal-row-result")]
public sealed record TerminalRowResult(
    [property: Id(0)] TerminalRowOutcome Outcome,
    [property: Id(1)] string? Message);
