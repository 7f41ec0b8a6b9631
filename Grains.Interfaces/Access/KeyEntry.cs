namespace PosMonitor.Access;

/// <summary>A key as it is kept: all but the key itself.</summary>
[GenerateSerializer, Immutable, Alias("pos.key-entry")]
public sealed record KeyEntry
{
    /// <summary>The id of the admin key that is made at the first start.</summary>
    public const string AdminId = "admin";

    [Id(0)] public required string Id { get; init; }

    /// <summary>The number of its latest change: 1, 2, 3 … over all keys.</summary>
    [Id(1)] public required long Version { get; init; }

    /// <summary>Who uses it: stands wherever it is told who did something.</summary>
    [Id(2)] public required string Name { get; init; }
    [Id(3)] public required AccessRole Role { get; init; }

    /// <summary>The acquirers to which it is cut; null for all.</summary>
    [Id(4)] public IReadOnlyList<string>? Acquirers { get; init; }
    [Id(5)] public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The name of the key of whoever made it.</summary>
    [Id(6)] public required string MadeBy { get; init; }
    [Id(7)] public DateTimeOffset? ExpiresAt { get; init; }
    [Id(8)] public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>To the minute, and up to a minute late.</summary>
    [Id(9)] public DateTimeOffset? UsedAt { get; init; }

    /// <summary>SHA-256 of the key.</summary>
    [Id(10)] public required byte[] Hash { get; init; }

    /// <summary>SHA-256 of the key before the last rotation, where that was given a grace.</summary>
    [Id(11)] public byte[]? OldHash { get; init; }

    /// <summary>Until when the key before is good.</summary>
    [Id(12)] public DateTimeOffset? OldUntil { get; init; }

    /// <summary>True where it opens anything at that time.</summary>
    public bool IsGoodAt(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
}
