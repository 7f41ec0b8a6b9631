using PosMonitor.Access;

namespace PosMonitor.Overviews;

/// <summary>Which transactions are counted, by the minute of their request.</summary>
/// <param name="From">The start of the first minute, UTC ticks.</param>
/// <param name="Through">The settled clock: requests after it are not counted, UTC ticks.</param>
/// <param name="Issuer">Only those of its cards; null for all.</param>
/// <param name="Cut">The acquirers that are looked at; null for all.</param>
[GenerateSerializer, Immutable, Alias("pos.history-query")]
public sealed record HistoryQuery([property: Id(0)] long From, [property: Id(1)] long Through, [property: Id(2)] string? Issuer, [property: Id(3)] AcquirerCut? Cut);
