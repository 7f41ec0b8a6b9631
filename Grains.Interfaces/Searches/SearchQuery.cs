using PosMonitor.Access;

namespace PosMonitor.Searches;

/// <summary>What somebody looks for by an id, or by the beginning of one.</summary>
/// <param name="Id">An id, or its beginning.</param>
/// <param name="Txn">The same as the key of a transaction, sealed where it has to be; it is looked for whole.</param>
/// <param name="Limit">How much is found at the most.</param>
/// <param name="Cut">The acquirers that the reader may see; null for all.</param>
[GenerateSerializer, Immutable, Alias("pos.search-query")]
public sealed record SearchQuery([property: Id(0)] string? Id, [property: Id(1)] string? Txn, [property: Id(2)] int Limit, [property: Id(3)] AcquirerCut? Cut);
