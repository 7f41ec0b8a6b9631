namespace PosMonitor.Overviews;

/// <summary>The worst of the fleet, worst first.</summary>
[GenerateSerializer, Immutable, Alias("pos.fleet-worst")]
public sealed record FleetWorst([property: Id(0)] IReadOnlyList<WorstParty> Merchants, [property: Id(1)] IReadOnlyList<WorstParty> Issuers);
