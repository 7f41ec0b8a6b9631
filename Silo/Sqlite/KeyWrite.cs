using System.Text.Json;
using PosMonitor.Access;

namespace PosMonitor.Sqlite;

/// <summary>A key as it stands now. When it was used last is left as it is.</summary>
internal sealed class KeyWrite(KeyEntry key) : WriteJob
{
    // A second keyring that works at the same time would give a version twice: it is told here.
    public override Exception? Refusal(StoreHeads heads) => key.Version == heads.KeyVersion + 1
        ? null
        : new InvalidOperationException($"Change {key.Version} of the keys does not follow {heads.KeyVersion}, the last one in the store.");

    public override void Write(WriteSession session)
    {
        const string write = """
            INSERT INTO access_key(id, version, name, role, acquirers, made_at, made_by, expires_at, revoked_at, hash, old_hash, old_until)
            VALUES($id, $version, $name, $role, $acquirers, $made, $by, $expires, $revoked, $hash, $old, $until)
            ON CONFLICT(id) DO UPDATE SET
                version = excluded.version, name = excluded.name, made_at = excluded.made_at, made_by = excluded.made_by, role = excluded.role, acquirers = excluded.acquirers, expires_at = excluded.expires_at,
                revoked_at = excluded.revoked_at, hash = excluded.hash, old_hash = excluded.old_hash, old_until = excluded.old_until
            """;
        session.Command(write, "$id", "$version", "$name", "$role", "$acquirers", "$made", "$by", "$expires", "$revoked", "$hash", "$old", "$until")
            .With(
                key.Id, key.Version, key.Name, (int)key.Role, key.Acquirers is null ? null : JsonSerializer.Serialize(key.Acquirers), key.MadeAt.UtcTicks, key.MadeBy,
                key.ExpiresAt?.UtcTicks, key.RevokedAt?.UtcTicks, key.Hash, key.OldHash, key.OldUntil?.UtcTicks)
            .ExecuteNonQuery();
        session.Heads.KeyVersion = key.Version;
    }
}
