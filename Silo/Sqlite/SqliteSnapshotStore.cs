using Microsoft.Data.Sqlite;
using PosMonitor.Journal;
using PosMonitor.Shards;

namespace PosMonitor.Sqlite;

/// <summary>
/// Snapshots in SQLite: written in pieces between the commits of the journal, seen when the last row says that all are there. A layer's pieces lie
/// under an id of their own, and stay as long as a snapshot names it.
/// </summary>
internal sealed class SqliteSnapshotStore(StoreWriter writer, StoreReads reads, StoreLog log, int shards) : ISnapshotStore
{
    /// <summary>An older build removes all of <c>snapshot_part</c> that is not of a newest snapshot: pieces of layers are not in there.</summary>
    public const string LayerTables = """
        CREATE TABLE IF NOT EXISTS snapshot_layer(
            shard INTEGER NOT NULL, number INTEGER NOT NULL, id INTEGER NOT NULL, parts INTEGER NOT NULL, PRIMARY KEY(shard, number)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS snapshot_layer_part(
            shard INTEGER NOT NULL, id INTEGER NOT NULL, part INTEGER NOT NULL, piece INTEGER NOT NULL, data BLOB NOT NULL,
            PRIMARY KEY(shard, id, part, piece));
        """;

    /// <summary>Asks for the last id that anything is written under.</summary>
    public const string LastId = """
        SELECT max(id) FROM (
            SELECT id FROM snapshot UNION ALL SELECT id FROM snapshot_part UNION ALL SELECT id FROM snapshot_layer UNION ALL SELECT id FROM snapshot_layer_part)
        """;

    private long _lastId;

    public async Task Save(int shard, long epoch, long seq, SnapshotParts parts)
    {
        CheckShard(shard);
        // All ids of a save lie together and the snapshot's is the last, so that what is swept up to it is of this save or of earlier ones,
        // which are refused from then on.
        var added = parts.Layers.Count(layer => layer.Parts is not null);
        var id = Interlocked.Add(ref _lastId, added + 1);
        try
        {
            var layers = await SaveLayers(shard, epoch, id - added, parts.Layers);
            await SaveParts(shard, epoch, id, parts.Head, ofLayer: false);
            await writer.WriteBulk(new SnapshotHead(shard, epoch, id, seq, parts.Head.Count, layers));
        }
        catch
        {
            // No more than its own: another owner may be about to write what is earlier.
            await Sweep(shard, id - added, id);
            throw;
        }
        await Sweep(shard, 0, id);
    }

    public Task<ShardSnapshot?> Load(int shard, CancellationToken cancellation)
    {
        CheckShard(shard);
        return reads.Run(connection => Load(connection, shard), cancellation);
    }

    /// <summary>Goes on after the last id that was taken, and removes what saves left that a crash broke off.</summary>
    internal async Task Start(long lastId)
    {
        _lastId = lastId;
        for (var shard = 0; shard < shards; shard++)
            await Sweep(shard, 0, lastId);
    }

    private async Task<List<SnapshotLayerRow>> SaveLayers(int shard, long epoch, long firstId, IReadOnlyList<SnapshotLayer> layers)
    {
        var rows = new List<SnapshotLayerRow>(layers.Count);
        var id = firstId;
        foreach (var layer in layers)
        {
            if (layer.Parts is not { } parts)
            {
                rows.Add(new SnapshotLayerRow(layer.Number, null, 0));
                continue;
            }
            await SaveParts(shard, epoch, id, parts, ofLayer: true);
            rows.Add(new SnapshotLayerRow(layer.Number, id++, parts.Count));
        }
        return rows;
    }

    private async Task SaveParts(int shard, long epoch, long id, IReadOnlyList<ReadOnlyMemory<byte>> parts, bool ofLayer)
    {
        for (var part = 0; part < parts.Count; part++)
            await SavePart(shard, epoch, id, part, parts[part], ofLayer);
    }

    private async Task SavePart(int shard, long epoch, long id, int part, ReadOnlyMemory<byte> data, bool ofLayer)
    {
        var piece = 0;
        for (var at = 0; piece == 0 || at < data.Length; at += SnapshotPiece.Longest, piece++)
        {
            var bytes = data.Slice(at, Math.Min(SnapshotPiece.Longest, data.Length - at));
            await writer.WriteBulk(new SnapshotPiece(shard, epoch, id, part, piece, bytes, ofLayer));
        }
    }

    // What stays is in nobody's way; the next snapshot of the shard or the next start removes it.
    private async Task Sweep(int shard, long from, long upTo)
    {
        try
        {
            SnapshotSweep step;
            do
            {
                step = new SnapshotSweep(shard, from, upTo);
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
        var parts = LoadParts(connection, shard, found.GetInt64(0), found.GetInt32(2), ofLayer: false);
        return new ShardSnapshot(found.GetInt64(1), new SnapshotParts(parts, LoadLayers(connection, shard)));
    }

    private static List<SnapshotLayer> LoadLayers(SqliteConnection connection, int shard)
    {
        using var rows = connection.Prepared("SELECT number, id, parts FROM snapshot_layer WHERE shard = $shard ORDER BY number", "$shard");
        using var found = rows.With(shard).ExecuteReader();
        var layers = new List<SnapshotLayer>();
        while (found.Read())
            layers.Add(new SnapshotLayer(found.GetInt64(0), LoadParts(connection, shard, found.GetInt64(1), found.GetInt32(2), ofLayer: true)));
        return layers;
    }

    private static ReadOnlyMemory<byte>[] LoadParts(SqliteConnection connection, int shard, long id, int count, bool ofLayer)
    {
        var parts = new ReadOnlyMemory<byte>[count];
        using var pieces = connection.Prepared(
            $"SELECT part, data FROM {SnapshotPiece.Table(ofLayer)} WHERE shard = $shard AND id = $id ORDER BY part, piece", "$shard", "$id");
        using var reader = pieces.With(shard, id).ExecuteReader();
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
        return parts;
    }

    private static byte[] Taken(MemoryStream whole)
    {
        var bytes = whole.ToArray();
        whole.SetLength(0);
        return bytes;
    }

    private void CheckShard(int shard) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)shard, (uint)shards, nameof(shard));
}
