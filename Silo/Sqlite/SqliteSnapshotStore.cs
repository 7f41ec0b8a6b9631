using Microsoft.Data.Sqlite;
using PosMonitor.Journal;
using PosMonitor.Shards;

namespace PosMonitor.Sqlite;

/// <summary>
/// Snapshots in SQLite: written in pieces between the commits of the journal, seen when the last row says that all are there.
/// </summary>
internal sealed class SqliteSnapshotStore(StoreWriter writer, StoreReads reads, StoreLog log, int shards) : ISnapshotStore
{
    private long _lastId;

    public async Task Save(int shard, long epoch, long seq, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        CheckShard(shard);
        var id = Interlocked.Increment(ref _lastId);
        try
        {
            for (var part = 0; part < parts.Count; part++)
                await SavePart(shard, epoch, id, part, parts[part]);
            await writer.WriteBulk(new SnapshotHead(shard, epoch, id, seq, parts.Count));
        }
        catch
        {
            await Sweep(shard, id);
            throw;
        }
        await Sweep(shard, id);
    }

    public Task<ShardSnapshot?> Load(int shard, CancellationToken cancellation)
    {
        CheckShard(shard);
        return reads.Run(connection => Load(connection, shard), cancellation);
    }

    /// <summary>Goes on after the last snapshot that was begun, and removes what saves left that a crash broke off.</summary>
    internal async Task Start(long lastId)
    {
        _lastId = lastId;
        for (var shard = 0; shard < shards; shard++)
            await Sweep(shard, lastId);
    }

    private async Task SavePart(int shard, long epoch, long id, int part, ReadOnlyMemory<byte> data)
    {
        var piece = 0;
        for (var at = 0; piece == 0 || at < data.Length; at += SnapshotPiece.Longest, piece++)
        {
            var bytes = data.Slice(at, Math.Min(SnapshotPiece.Longest, data.Length - at));
            await writer.WriteBulk(new SnapshotPiece(shard, epoch, id, part, piece, bytes));
        }
    }

    // What stays is in nobody's way; the next snapshot of the shard or the next start removes it.
    private async Task Sweep(int shard, long upTo)
    {
        try
        {
            SnapshotSweep step;
            do
            {
                step = new SnapshotSweep(shard, upTo);
                await writer.WriteBulk(step);
            }
            while (step.Removed >= SnapshotSweep.Step);
        }
        catch (JournalUnavailableException e)
        {
            log.SweepFailed(e);
        }
    }

    private static ShardSnapshot? Load(SqliteConnection connection, int shard)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        using var head = connection.Prepared("SELECT id, seq, parts FROM snapshot WHERE shard = $shard", "$shard");
        using var found = head.With(shard).ExecuteReader();
        if (!found.Read())
            return null;
        var parts = new ReadOnlyMemory<byte>[found.GetInt32(2)];
        using var pieces = connection.Prepared(
            "SELECT part, data FROM snapshot_part WHERE shard = $shard AND id = $id ORDER BY part, piece", "$shard", "$id");
        using var reader = pieces.With(shard, found.GetInt64(0)).ExecuteReader();
        using var whole = new MemoryStream();
        var part = 0;
        while (reader.Read())
        {
            if (reader.GetInt32(0) != part)
                parts[part++] = Taken(whole);
            whole.Write(reader.Blob(1));
        }
        if (parts.Length > 0)
            parts[part] = Taken(whole);
        return new ShardSnapshot(found.GetInt64(1), parts);
    }

    private static byte[] Taken(MemoryStream whole)
    {
        var bytes = whole.ToArray();
        whole.SetLength(0);
        return bytes;
    }

    private void CheckShard(int shard) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)shard, (uint)shards, nameof(shard));
}
