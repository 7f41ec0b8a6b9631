using PosMonitor.Journal;

namespace PosMonitor.Sqlite;

/// <summary>Makes a snapshot whose pieces are all written its shard's newest, with its layers and no others.</summary>
internal sealed class SnapshotHead(int shard, long epoch, long id, long seq, int parts, IReadOnlyList<SnapshotLayerRow> layers) : WriteJob
{
    public override Exception? Refusal(StoreHeads heads)
    {
        if (heads.LostEpoch(shard, epoch) is { } lost)
            return lost;
        var head = heads[shard];
        if (seq < head.SnapshotSeq || seq > head.LastSeq || id <= head.SnapshotId)
        {
            return new InvalidOperationException(
                $"A snapshot of shard {shard} at record {seq} does not fit: the newest one is at {head.SnapshotSeq}, the journal ends at {head.LastSeq}.");
        }
        foreach (var layer in layers)
            if (layer.Id is null && !head.Layers.Contains(layer.Number))
                return new SnapshotLayerMissingException(shard, layer.Number);
        return null;
    }

    public override void Write(WriteSession session)
    {
        session.Command(
            "INSERT OR REPLACE INTO snapshot VALUES($shard, $id, $epoch, $seq, $parts)", "$shard", "$id", "$epoch", "$seq", "$parts")
            .With(shard, id, epoch, seq, parts).ExecuteNonQuery();
        WriteLayers(session, session.Heads[shard].Layers);
        session.Heads[shard] = session.Heads[shard] with { SnapshotSeq = seq, SnapshotId = id, Layers = layers.Select(layer => layer.Number).ToHashSet() };
    }

    private void WriteLayers(WriteSession session, IReadOnlySet<long> before)
    {
        var kept = layers.Where(layer => layer.Id is null).Select(layer => layer.Number);
        foreach (var number in before.Except(kept))
        {
            session.Command("DELETE FROM snapshot_layer WHERE shard = $shard AND number = $number", "$shard", "$number")
                .With(shard, number).ExecuteNonQuery();
        }
        foreach (var layer in layers.Where(layer => layer.Id is not null))
        {
            session.Command("INSERT INTO snapshot_layer VALUES($shard, $number, $id, $parts)", "$shard", "$number", "$id", "$parts")
                .With(shard, layer.Number, layer.Id, layer.Parts).ExecuteNonQuery();
        }
    }
}
