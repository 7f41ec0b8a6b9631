using PosMonitor.Parties;
using PosMonitor.Transactions;

namespace PosMonitor.Searches;

/// <summary>What was found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Acquirer">Whose it is; the acquirer itself; null of an issuer.</param>
/// <param name="Id">The terminal, merchant, acquirer or issuer; the key of a transaction.</param>
/// <param name="Merchant">The merchant that a terminal is bound to, or null.</param>
/// <param name="Exact">Its id is the one that was looked for; else that is only the beginning.</param>
/// <param name="Transaction">The transaction; else null.</param>
[GenerateSerializer, Immutable, Alias("pos.search-hit")]
public sealed record SearchHit(
    [property: Id(0)] SubjectKind Kind,
    [property: Id(1)] string? Acquirer,
    [property: Id(2)] string Id,
    [property: Id(3)] string? Merchant,
    [property: Id(4)] bool Exact,
    [property: Id(5)] TransactionView? Transaction);
