using System.Text.Json;
using Microsoft.Data.Sqlite;
using PosMonitor.Access;

namespace PosMonitor.Sqlite;

/// <summary>Keys in SQLite: a row a key.</summary>
internal sealed class SqliteKeyStore(StoreWriter writer, StoreReads reads) : IKeyStore
{
    /// <summary>It came after the first stores; an older build does not mind it.</summary>
    public const string Table = """
        CREATE TABLE IF NOT EXISTS access_key(
            id TEXT PRIMARY KEY, version INTEGER NOT NULL UNIQUE, name TEXT NOT NULL, role INTEGER NOT NULL, acquirers TEXT, made_at INTEGER NOT NULL,
            made_by TEXT NOT NULL, expires_at INTEGER, revoked_at INTEGER, used_at INTEGER, hash BLOB NOT NULL, old_hash BLOB, old_until INTEGER) WITHOUT ROWID
        """;

    public Task<IReadOnlyList<KeyEntry>> Load(CancellationToken cancellation) => reads.Run<IReadOnlyList<KeyEntry>>(Load, cancellation);

    public Task Write(KeyEntry key) => writer.Write(new KeyWrite(key));

    public Task NoteUses(IReadOnlyList<KeyUse> uses) => writer.Write(new KeyUsesWrite(uses));

    private static List<KeyEntry> Load(SqliteConnection connection)
    {
        using var command = connection.Prepared(
            "SELECT id, version, name, role, acquirers, made_at, made_by, expires_at, revoked_at, used_at, hash, old_hash, old_until FROM access_key");
        using var reader = command.ExecuteReader();
        var keys = new List<KeyEntry>();
        while (reader.Read())
        {
            keys.Add(new KeyEntry
            {
                Id = reader.GetString(0),
                Version = reader.GetInt64(1),
                Name = reader.GetString(2),
                Role = (AccessRole)reader.GetByte(3),
                Acquirers = reader.IsDBNull(4) ? null : JsonSerializer.Deserialize<string[]>(reader.GetString(4)),
                MadeAt = new DateTimeOffset(reader.GetInt64(5), TimeSpan.Zero),
                MadeBy = reader.GetString(6),
                ExpiresAt = Time(reader, 7),
                RevokedAt = Time(reader, 8),
                UsedAt = Time(reader, 9),
                Hash = reader.Blob(10),
                OldHash = reader.IsDBNull(11) ? null : reader.Blob(11),
                OldUntil = Time(reader, 12),
            });
        }
        return keys;
    }

    private static DateTimeOffset? Time(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new DateTimeOffset(reader.GetInt64(column), TimeSpan.Zero);
}
