namespace PosMonitor.Transactions;

/// <summary>A place in a list of transactions, newest first: just after the one with this time and key.</summary>
[GenerateSerializer, Immutable, Alias("pos.transaction-cursor")]
public sealed record TransactionCursor([property: Id(0)] DateTimeOffset Time, [property: Id(1)] string Txn);
