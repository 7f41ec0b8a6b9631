namespace PosMonitor.Sqlite;

/// <summary>One step of removing a shard's pieces of snapshots that are not its newest, up to one of them.</summary>
internal sealed class SnapshotSweep(int shard, long upTo) : WriteJob
{
    /// <summary>The most pieces of a step.</summary>
    public const int Step = 8;

    /// <summary>How many pieces were removed, once the job is done.</summary>
    public int Removed { get; private set; }

    public override Exception? Refusal(StoreHeads heads) => null;

    public override void Write(WriteSession session)
    {
        const string sweep = """
            DELETE FROM snapshot_part WHERE rowid IN (
                SELECT rowid FROM snapshot_part WHERE shard = $shard AND id <= $upTo AND id <> $newest LIMIT $step)
            """;
        Removed = session.Command(sweep, "$shard", "$upTo", "$newest", "$step")
            .With(shard, upTo, session.Heads[shard].SnapshotId, Step).ExecuteNonQuery();
    }
}
