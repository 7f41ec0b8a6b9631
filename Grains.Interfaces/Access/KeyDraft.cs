namespace PosMonitor.Access;

/// <summary>A key to be made. The key itself stays with the gateway that made it up; only its hash goes on.</summary>
/// <param name="Name">Who uses it.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Acquirers">The acquirers to which it is cut; null for all.</param>
/// <param name="ExpiresAt">From when it opens nothing any more; null for never.</param>
/// <param name="Hash">SHA-256 of the key.</param>
[GenerateSerializer, Immutable, Alias("pos.key-draft")]
public sealed record KeyDraft(
    [property: Id(0)] string Name,
    [property: Id(1)] AccessRole Role,
    [property: Id(2)] IReadOnlyList<string>? Acquirers,
    [property: Id(3)] DateTimeOffset? ExpiresAt,
    [property: Id(4)] byte[] Hash);
