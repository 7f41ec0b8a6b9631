namespace PosMonitor.Terminals;

/// <summary>Which of an acquirer's terminals, in order of their ids.</summary>
/// <param name="Acquirer">The acquirer.</param>
/// <param name="Status">Null for any.</param>
/// <param name="Merchant">The merchant that they are bound to; null for any.</param>
/// <param name="After">The last terminal of the page before.</param>
/// <param name="Limit">How many at the most, 1 … 1000.</param>
[GenerateSerializer, Immutable, Alias("pos.terminal-query")]
public sealed record TerminalQuery(
    [property: Id(0)] string Acquirer,
    [property: Id(1)] TerminalStatus? Status,
    [property: Id(2)] string? Merchant,
    [property: Id(3)] string? After,
    [property: Id(4)] int Limit);
