using Npgsql;
using PosMonitor.Journal;

namespace PosMonitor.Postgres;

/// <summary>Snapshots in PostgreSQL: each is written in one transaction, so it is there whole or not at all.</summary>
internal sealed class PostgresSnapshotStore(NpgsqlDataSource database, PostgresReads reads, int shards) : ISnapshotStore
{
    public Task Save(int shard, long epoch, long seq, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        CheckShard(shard);
        return PostgresReads.Told(async () =>
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            // Before all the work, and after it again under a lock.
            await Check(connection, shard, epoch, seq, "");
            await using (var old = connection.Command("DELETE FROM snapshot_part WHERE shard = $1", shard))
                await old.ExecuteNonQueryAsync();
            await Write(connection, shard, parts);
            // A take-over waits for this transaction; appends do not.
            await Check(connection, shard, epoch, seq, "FOR KEY SHARE OF o");
            await using (var head = connection.Command(
                "INSERT INTO snapshot VALUES($1, $2, $3, $4) ON CONFLICT (shard) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq, parts = excluded.parts",
                shard, epoch, seq, parts.Count))
                await head.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
            return true;
        });
    }

    public Task<ShardSnapshot?> Load(int shard, CancellationToken cancellation)
    {
        CheckShard(shard);
        return reads.Run(async connection =>
        {
            var found = await connection.List("SELECT seq FROM snapshot WHERE shard = $1", reader => reader.GetInt64(0), cancellation, shard);
            if (found.Count == 0)
                return null;
            var parts = await connection.List(
                "SELECT data FROM snapshot_part WHERE shard = $1 ORDER BY part", reader => (ReadOnlyMemory<byte>)reader.Bytes(0), cancellation, shard);
            return new ShardSnapshot(found[0], parts);
        }, cancellation);
    }

    private static async Task Check(NpgsqlConnection connection, int shard, long epoch, long seq, string locked)
    {
        var sql = $"SELECT o.epoch, o.last_seq, coalesce(s.seq, 0) FROM shard_owner o LEFT JOIN snapshot s ON s.shard = o.shard WHERE o.shard = $1 {locked}";
        var (owner, last, newest) = (await connection.List(
            sql, reader => (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)), CancellationToken.None, shard)).Single();
        if (owner != epoch)
            throw ShardHeads.Lost(shard, epoch);
        if (seq < newest || seq > last)
            throw new InvalidOperationException($"A snapshot of shard {shard} at record {seq} does not fit: the newest one is at {newest}, the journal ends at {last}.");
    }

    private static async Task Write(NpgsqlConnection connection, int shard, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        await using var import = await connection.BeginBinaryImportAsync("COPY snapshot_part(shard, part, data) FROM STDIN BINARY");
        for (var part = 0; part < parts.Count; part++)
        {
            await import.StartRowAsync();
            await import.WriteAsync(shard);
            await import.WriteAsync(part);
            await import.WriteAsync(parts[part]);
        }
        await import.CompleteAsync();
    }

    private void CheckShard(int shard) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)shard, (uint)shards, nameof(shard));
}
