namespace PosMonitor.Transactions;

/// <summary>Where a request was found.</summary>
[GenerateSerializer, Immutable, Alias("pos.card-request")]
public sealed record CardRequest(
    [property: Id(0)] string Acquirer,
    [property: Id(1)] string Terminal,
    [property: Id(2)] string Txn,
    [property: Id(3)] DateTimeOffset Time);
