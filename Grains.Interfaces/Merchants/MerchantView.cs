using PosMonitor.Parties;

namespace PosMonitor.Merchants;

/// <summary>A merchant (contract §5): its totals and the terminals on which requests named it, in order of their ids.</summary>
[GenerateSerializer, Immutable, Alias("pos.merchant-view")]
public sealed record MerchantView(
    [property: Id(0)] string Acquirer,
    [property: Id(1)] SubjectTotals Totals,
    [property: Id(2)] IReadOnlyList<string> Terminals);
