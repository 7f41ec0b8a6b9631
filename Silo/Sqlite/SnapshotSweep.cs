namespace PosMonitor.Sqlite;

/// <summary>One step of removing a shard's pieces, of a span of ids, that are neither of its newest snapshot nor of a layer of that.</summary>
internal sealed class SnapshotSweep(int shard, long from, long upTo) : WriteJob
{
    /// <summary>The most pieces of a step.</summary>
    public const int Step = 8;

    /// <summary>How many pieces were removed, once the job is done.</summary>
    public int Removed { get; private set; }

    public override Exception? Refusal(StoreHeads heads) => null;

    public override void Write(WriteSession session)
    {
        const string snapshots = """
            DELETE FROM snapshot_part WHERE rowid IN (
                SELECT rowid FROM snapshot_part WHERE shard = $shard AND id BETWEEN $from AND $upTo AND id <> $newest LIMIT $step)
            """;
        const string layers = """
            DELETE FROM snapshot_layer_part WHERE rowid IN (
                SELECT rowid FROM snapshot_layer_part
                WHERE shard = $shard AND id BETWEEN $from AND $upTo AND id NOT IN (SELECT id FROM snapshot_layer WHERE shard = $shard) LIMIT $step)
            """;
        var removed = session.Command(snapshots, "$shard", "$from", "$upTo", "$newest", "$step")
            .With(shard, from, upTo, session.Heads[shard].SnapshotId, Step).ExecuteNonQuery();
        removed += session.Command(layers, "$shard", "$from", "$upTo", "$step").With(shard, from, upTo, Step - removed).ExecuteNonQuery();
        Removed = removed;
    }
}
