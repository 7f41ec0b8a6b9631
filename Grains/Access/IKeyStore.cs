namespace PosMonitor.Access;

/// <summary>Keeps keys by their hashes.</summary>
public interface IKeyStore
{
    /// <summary>All keys, those that are revoked or expired too, in any order.</summary>
    Task<IReadOnlyList<KeyEntry>> Load(CancellationToken cancellation);

    /// <summary>Writes a key as it stands now; its version is the next one. Durable when the task completes.</summary>
    /// <exception cref="Shards.JournalUnavailableException">Nothing was written.</exception>
    /// <exception cref="InvalidOperationException">The version does not follow the last one: somebody else writes as well.</exception>
    Task Write(KeyEntry key);

    /// <summary>Notes when keys were used last, all in one commit; never earlier than it was known.</summary>
    /// <exception cref="Shards.JournalUnavailableException">Nothing was written.</exception>
    Task NoteUses(IReadOnlyList<KeyUse> uses);
}
