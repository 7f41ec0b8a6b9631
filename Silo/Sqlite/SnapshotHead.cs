namespace PosMonitor.Sqlite;

/// <summary>Makes a snapshot whose pieces are all written its shard's newest.</summary>
internal sealed class SnapshotHead(int shard, long epoch, long id, long seq, int parts) : WriteJob
{
    public override Exception? Refusal(StoreHeads heads)
    {
        if (heads.LostEpoch(shard, epoch) is { } lost)
            return lost;
        var head = heads[shard];
        return seq >= head.SnapshotSeq && seq <= head.LastSeq && id > head.SnapshotId
            ? null
            : new InvalidOperationException(
                $"A snapshot of shard {shard} at record {seq} does not fit: the newest one is at {head.SnapshotSeq}, the journal ends at {head.LastSeq}.");
    }

    public override void Write(WriteSession session)
    {
        session.Command(
            "INSERT OR REPLACE INTO snapshot VALUES($shard, $id, $epoch, $seq, $parts)", "$shard", "$id", "$epoch", "$seq", "$parts")
            .With(shard, id, epoch, seq, parts).ExecuteNonQuery();
        session.Heads[shard] = session.Heads[shard] with { SnapshotSeq = seq, SnapshotId = id };
    }
}
