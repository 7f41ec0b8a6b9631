using Npgsql;
using PosMonitor.Journal;

namespace PosMonitor.Postgres;

/// <summary>Snapshots in PostgreSQL: each is written in one transaction, so it is there whole or not at all.</summary>
internal sealed class PostgresSnapshotStore(NpgsqlDataSource database, PostgresReads reads, int shards) : ISnapshotStore
{
    public Task Save(int shard, long epoch, long seq, SnapshotParts parts)
    {
        CheckShard(shard);
        return PostgresReads.Told(async () =>
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            // Before all the work, and after it again under a lock.
            await Check(connection, shard, epoch, seq, "");
            // Another save of the shard is waited for, so that what is kept stays until this one is through.
            await Execute(connection, "SELECT FROM snapshot WHERE shard = $1 FOR UPDATE", shard);
            await KeepLayers(connection, shard, [.. parts.Layers.Where(layer => layer.Parts is null).Select(layer => layer.Number)]);
            await Execute(connection, "DELETE FROM snapshot_part WHERE shard = $1", shard);
            await WriteLayers(connection, shard, [.. parts.Layers.Where(layer => layer.Parts is not null)]);
            await Write(connection, shard, parts.Head);
            // A take-over waits for this transaction; appends do not.
            await Check(connection, shard, epoch, seq, "FOR KEY SHARE OF o");
            await Execute(
                connection,
                "INSERT INTO snapshot VALUES($1, $2, $3, $4) ON CONFLICT (shard) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq, parts = excluded.parts",
                shard, epoch, seq, parts.Head.Count);
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
            var numbers = await connection.List(
                "SELECT number FROM snapshot_layer WHERE shard = $1 ORDER BY number", reader => reader.GetInt64(0), cancellation, shard);
            var layerParts = (await connection.List(
                "SELECT layer, data FROM snapshot_layer_part WHERE shard = $1 ORDER BY layer, part",
                reader => (Layer: reader.GetInt64(0), Data: (ReadOnlyMemory<byte>)reader.Bytes(1)), cancellation, shard)).ToLookup(part => part.Layer, part => part.Data);
            return new ShardSnapshot(found[0], new SnapshotParts(parts, [.. numbers.Select(number => new SnapshotLayer(number, [.. layerParts[number]]))]));
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

    // What is not kept goes, also where its number comes again.
    private static async Task KeepLayers(NpgsqlConnection connection, int shard, long[] kept)
    {
        var known = await connection.List("SELECT number FROM snapshot_layer WHERE shard = $1", reader => reader.GetInt64(0), CancellationToken.None, shard);
        foreach (var number in kept.Except(known))
            throw new SnapshotLayerMissingException(shard, number);
        await Execute(connection, "DELETE FROM snapshot_layer WHERE shard = $1 AND number <> ALL($2)", shard, kept);
    }

    private static async Task WriteLayers(NpgsqlConnection connection, int shard, List<SnapshotLayer> layers)
    {
        if (layers.Count == 0)
            return;
        await Execute(connection, "INSERT INTO snapshot_layer SELECT $1, unnest($2)", shard, layers.Select(layer => layer.Number).ToArray());
        await using var import = await connection.BeginBinaryImportAsync("COPY snapshot_layer_part(shard, layer, part, data) FROM STDIN BINARY");
        foreach (var layer in layers)
        {
            for (var part = 0; part < layer.Parts!.Count; part++)
            {
                await import.StartRowAsync();
                await import.WriteAsync(shard);
                await import.WriteAsync(layer.Number);
                await import.WriteAsync(part);
                await import.WriteAsync(layer.Parts[part]);
            }
        }
        await import.CompleteAsync();
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

    private static async Task Execute(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = connection.Command(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    private void CheckShard(int shard) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)shard, (uint)shards, nameof(shard));
}
