using PosMonitor.Access;

namespace PosMonitor.Transactions;

/// <summary>Requests as a cardholder remembers one: the card's last digits, how much, and about when.</summary>
/// <param name="LastFour">0 … 9999.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="From">The earliest time of the request.</param>
/// <param name="To">Times before this one.</param>
/// <param name="Currency">ISO 4217; null for any.</param>
/// <param name="Acquirer">Null for any.</param>
/// <param name="Limit">How many at the most.</param>
/// <param name="Cut">The acquirers that the reader may see; null for all.</param>
[GenerateSerializer, Immutable, Alias("pos.card-query")]
public sealed record CardQuery(
    [property: Id(0)] int LastFour,
    [property: Id(1)] long Amount,
    [property: Id(2)] DateTimeOffset From,
    [property: Id(3)] DateTimeOffset To,
    [property: Id(4)] string? Currency,
    [property: Id(5)] string? Acquirer,
    [property: Id(6)] int Limit,
    [property: Id(7)] AcquirerCut? Cut);
