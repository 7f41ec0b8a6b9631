using Npgsql;
using NpgsqlTypes;
using PosMonitor.Access;

namespace PosMonitor.Postgres;

/// <summary>Keys in PostgreSQL: a row a key.</summary>
internal sealed class PostgresKeyStore(BookWriter book, PostgresReads reads) : IKeyStore
{
    // When a key was used last is left as it is.
    private const string Statements = """
        , keys AS (
            INSERT INTO access_key(id, version, name, role, acquirers, made_at, made_by, expires_at, revoked_at, hash, old_hash, old_until)
            SELECT $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16 FROM claim
            ON CONFLICT (id) DO UPDATE SET
                version = excluded.version, name = excluded.name, role = excluded.role, acquirers = excluded.acquirers, made_at = excluded.made_at,
                made_by = excluded.made_by, expires_at = excluded.expires_at, revoked_at = excluded.revoked_at, hash = excluded.hash,
                old_hash = excluded.old_hash, old_until = excluded.old_until)
        """;

    private const string Columns = "id, version, name, role, acquirers, made_at, made_by, expires_at, revoked_at, used_at, hash, old_hash, old_until";

    public Task<IReadOnlyList<KeyEntry>> Load(CancellationToken cancellation) => reads.Run(connection => Load(connection, cancellation), cancellation);

    public Task Write(KeyEntry key) => book.Write([key.Version], Statements,
    [
        Value(NpgsqlDbType.Text, key.Id),
        Value(NpgsqlDbType.Bigint, key.Version),
        Value(NpgsqlDbType.Text, key.Name),
        Value(NpgsqlDbType.Smallint, (short)key.Role),
        Value(NpgsqlDbType.Array | NpgsqlDbType.Text, key.Acquirers?.ToArray()),
        Value(NpgsqlDbType.Bigint, key.MadeAt.UtcTicks),
        Value(NpgsqlDbType.Text, key.MadeBy),
        Value(NpgsqlDbType.Bigint, key.ExpiresAt?.UtcTicks),
        Value(NpgsqlDbType.Bigint, key.RevokedAt?.UtcTicks),
        Value(NpgsqlDbType.Bytea, key.Hash),
        Value(NpgsqlDbType.Bytea, key.OldHash),
        Value(NpgsqlDbType.Bigint, key.OldUntil?.UtcTicks),
    ]);

    public Task NoteUses(IReadOnlyList<KeyUse> uses) => reads.Execute(
        """
        UPDATE access_key k SET used_at = greatest(coalesce(k.used_at, 0), u.at) FROM unnest($1, $2) AS u(id, at) WHERE k.id = u.id
        """,
        uses.Select(use => use.Id).ToArray(), uses.Select(use => use.At.UtcTicks).ToArray());

    private async Task<IReadOnlyList<KeyEntry>> Load(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await book.Load(connection, cancellation);
        return await connection.List($"SELECT {Columns} FROM access_key", KeyOf, cancellation);
    }

    private static KeyEntry KeyOf(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetString(0),
        Version = reader.GetInt64(1),
        Name = reader.GetString(2),
        Role = (AccessRole)reader.GetInt16(3),
        Acquirers = reader.IsDBNull(4) ? null : reader.GetFieldValue<string[]>(4),
        MadeAt = new DateTimeOffset(reader.GetInt64(5), TimeSpan.Zero),
        MadeBy = reader.GetString(6),
        ExpiresAt = Time(reader, 7),
        RevokedAt = Time(reader, 8),
        UsedAt = Time(reader, 9),
        Hash = reader.Bytes(10),
        OldHash = reader.IsDBNull(11) ? null : reader.Bytes(11),
        OldUntil = Time(reader, 12),
    };

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new DateTimeOffset(reader.GetInt64(column), TimeSpan.Zero);

    private static NpgsqlParameter Value(NpgsqlDbType type, object? value) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
