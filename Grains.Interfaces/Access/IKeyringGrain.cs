using Orleans.Concurrency;

namespace PosMonitor.Access;

/// <summary>All keys (key 0): makes and revokes them one after the other, and tells the gateways.</summary>
[Alias("pos.keyring")]
public interface IKeyringGrain : IGrainWithIntegerKey
{
    /// <summary>What changed after a version; all keys after 0.</summary>
    [Alias("since"), AlwaysInterleave]
    Task<KeyringNews> Since(long version);

    /// <summary>The keys after an id, those that are revoked or expired too, in ordinal order of their ids.</summary>
    [Alias("list"), AlwaysInterleave]
    Task<IReadOnlyList<KeyEntry>> List(string? after, int limit);

    [Alias("get"), AlwaysInterleave]
    Task<KeyEntry?> Get(string id);

    /// <summary>Makes a key. When the call returns it is durable and every gateway within reach has been told.</summary>
    /// <exception cref="Shards.JournalUnavailableException">Nothing was written.</exception>
    [Alias("make")]
    Task<KeyEntry> Make(KeyDraft draft, string by);

    /// <summary>Makes the admin key, where there is no key at all.</summary>
    /// <returns>False where there is one.</returns>
    [Alias("make-first")]
    Task<bool> MakeFirst(byte[] hash);

    /// <summary>Puts another key in the place of one.</summary>
    /// <param name="id">Which.</param>
    /// <param name="hash">SHA-256 of the new one.</param>
    /// <param name="grace">How long the old one stays good.</param>
    /// <returns>Null where there is no such key, or it is revoked.</returns>
    [Alias("rotate")]
    Task<KeyEntry?> Rotate(string id, byte[] hash, TimeSpan grace);

    /// <summary>Ends a key. One that is revoked already stays as it is.</summary>
    /// <returns>Null where there is no such key.</returns>
    [Alias("revoke")]
    Task<KeyEntry?> Revoke(string id);

    /// <summary>Notes when keys were used last.</summary>
    [Alias("used")]
    Task NoteUses(IReadOnlyList<KeyUse> uses);

    /// <summary>Starts telling a gateway; to be repeated every minute.</summary>
    [Alias("listen")]
    Task Listen(IKeyringObserver observer);
}
