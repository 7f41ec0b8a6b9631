namespace PosMonitor.Transactions;

/// <summary>Which of a terminal's transactions: those with <c>From &lt;= time &lt; To</c>, newest first.</summary>
/// <param name="From">Null for no bound.</param>
/// <param name="To">Null for no bound.</param>
/// <param name="After">The end of the page before.</param>
/// <param name="Limit">How many at the most, 1 … 1000.</param>
[GenerateSerializer, Immutable, Alias("pos.transaction-query")]
public sealed record TransactionQuery(
    [property: Id(0)] DateTimeOffset? From,
    [property: Id(1)] DateTimeOffset? To,
    [property: Id(2)] TransactionCursor? After,
    [property: Id(3)] int Limit);
