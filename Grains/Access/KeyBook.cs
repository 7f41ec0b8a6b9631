namespace PosMonitor.Access;

/// <summary>All keys as they stand. A change is a new entry with the next version, to be kept first and taken then.</summary>
public sealed class KeyBook
{
    private readonly SortedDictionary<string, KeyEntry> _keys = new(StringComparer.Ordinal);

    /// <param name="keys">What is kept.</param>
    public KeyBook(IEnumerable<KeyEntry> keys)
    {
        foreach (var key in keys)
            Take(key);
    }

    /// <summary>The newest change; 0 where there is none.</summary>
    public long Version { get; private set; }

    public bool IsEmpty => _keys.Count == 0;

    public KeyEntry? Find(string id) => _keys.GetValueOrDefault(id);

    /// <summary>The keys that changed after a version.</summary>
    public IReadOnlyList<KeyEntry> Since(long version) => version >= Version ? [] : [.. _keys.Values.Where(key => key.Version > version)];

    /// <summary>The keys after an id, in ordinal order of their ids.</summary>
    public IReadOnlyList<KeyEntry> List(string? after, int limit) =>
        [.. _keys.Values.Where(key => string.CompareOrdinal(key.Id, after) > 0).Take(limit)];

    /// <summary>A new key.</summary>
    public KeyEntry Make(string id, KeyDraft draft, string by, DateTimeOffset now) => new()
    {
        Id = id,
        Version = Version + 1,
        Name = draft.Name,
        Role = draft.Role,
        Acquirers = draft.Acquirers,
        ExpiresAt = draft.ExpiresAt,
        Hash = draft.Hash,
        MadeAt = now,
        MadeBy = by,
    };

    /// <summary>A key after another one was put in its place; null where there is none that could be.</summary>
    public KeyEntry? Rotate(string id, byte[] hash, TimeSpan grace, DateTimeOffset now) =>
        Find(id) is not { RevokedAt: null } key ? null : key with
        {
            Version = Version + 1,
            Hash = hash,
            OldHash = grace > TimeSpan.Zero ? key.Hash : null,
            OldUntil = grace > TimeSpan.Zero ? now + grace : null,
        };

    /// <summary>A key after it was revoked; itself where it was already, null where there is none.</summary>
    public KeyEntry? Revoke(string id, DateTimeOffset now) =>
        Find(id) is { RevokedAt: null } key ? key with { Version = Version + 1, RevokedAt = now, OldHash = null, OldUntil = null } : Find(id);

    /// <summary>Puts a key as it was kept in the place of what is known of it.</summary>
    public void Take(KeyEntry key)
    {
        _keys[key.Id] = key;
        Version = Math.Max(Version, key.Version);
    }

    /// <summary>The uses that tell more than is known.</summary>
    public IReadOnlyList<KeyUse> Newer(IEnumerable<KeyUse> uses) => [.. uses.Where(use => Find(use.Id) is { } key && !(key.UsedAt >= use.At))];

    /// <summary>Notes when keys were used last. That is no change of them.</summary>
    public void Take(IEnumerable<KeyUse> uses)
    {
        foreach (var use in uses)
            _keys[use.Id] = _keys[use.Id] with { UsedAt = use.At };
    }
}
