namespace PosMonitor.Overviews;

/// <summary>A merchant or issuer with many failures among what finished in the last five minutes.</summary>
/// <param name="Acquirer">Of a merchant; null of an issuer.</param>
/// <param name="Id">The merchant or issuer.</param>
/// <param name="Finished">Transactions that finished.</param>
/// <param name="Failures">How many of them are failures.</param>
/// <param name="Late">Notifications that were due and not on time; null of a merchant.</param>
/// <param name="Alert">The id of the open alert about it that the reader may see, or null.</param>
[GenerateSerializer, Immutable, Alias("pos.worst-party")]
public sealed record WorstParty(
    [property: Id(0)] string? Acquirer,
    [property: Id(1)] string Id,
    [property: Id(2)] int Finished,
    [property: Id(3)] int Failures,
    [property: Id(4)] int? Late,
    [property: Id(5)] string? Alert);
