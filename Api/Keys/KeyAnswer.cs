using PosMonitor.Access;

namespace PosMonitor.Keys;

/// <summary>A key, but for the key itself.</summary>
/// <param name="Id">Which key.</param>
/// <param name="Name">Who uses it.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Acquirers">The acquirers to which it is cut; null for all.</param>
/// <param name="MadeAt">The server's clock.</param>
/// <param name="MadeBy">The name of the key of whoever made it.</param>
/// <param name="ExpiresAt">From when it opens nothing any more; null for never.</param>
/// <param name="RevokedAt">When it was ended by hand.</param>
/// <param name="LastUsedAt">To the minute, and up to a minute late; null for never.</param>
public sealed record KeyAnswer(
    string Id, string Name, string Role, IReadOnlyList<string>? Acquirers, DateTimeOffset MadeAt, string MadeBy, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt)
{
    public static KeyAnswer Of(KeyEntry key) =>
        new(key.Id, key.Name, Roles.NameOf(key.Role), key.Acquirers, key.MadeAt, key.MadeBy, key.ExpiresAt, key.RevokedAt, key.UsedAt);
}

/// <summary>A new key. It is told now and never again.</summary>
/// <param name="Id">Which key.</param>
/// <param name="Key">What to send as <c>Authorization: Bearer</c>.</param>
public sealed record NewKeyAnswer(string Id, string Key);
