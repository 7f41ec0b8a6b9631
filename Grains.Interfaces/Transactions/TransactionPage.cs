namespace PosMonitor.Transactions;

/// <summary>Some of a terminal's transactions, newest first.</summary>
/// <param name="Items">The transactions.</param>
/// <param name="Next">Where the next page starts, null after the last one.</param>
[GenerateSerializer, Immutable, Alias("pos.transaction-page")]
public sealed record TransactionPage([property: Id(0)] IReadOnlyList<TransactionView> Items, [property: Id(1)] TransactionCursor? Next);
