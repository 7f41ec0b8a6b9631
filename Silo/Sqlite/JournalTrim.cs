namespace PosMonitor.Sqlite;

/// <summary>One step of dropping a shard's oldest rows.</summary>
internal sealed class JournalTrim(int shard, long before) : WriteJob
{
    /// <summary>The most rows of a step: few enough that a commit behind it waits for milliseconds.</summary>
    public const int Step = 128;

    /// <summary>How many rows were dropped, once the job is done.</summary>
    public int Dropped { get; private set; }

    public override Exception? Refusal(StoreHeads heads) => null;

    public override void Write(WriteSession session)
    {
        var last = LastToDrop(session);
        if (last > 0)
            Dropped = session.Command("DELETE FROM journal WHERE shard = $shard AND last_seq <= $last", "$shard", "$last")
                .With(shard, last).ExecuteNonQuery();
    }

    // Rows are dropped from the oldest on and never past one that stays, so that the journal has no gap.
    private long LastToDrop(WriteSession session)
    {
        const string oldest = "SELECT last_seq, committed_at FROM journal WHERE shard = $shard AND last_seq <= $seq ORDER BY last_seq LIMIT $step";
        using var reader = session.Command(oldest, "$shard", "$seq", "$step").With(shard, session.Heads[shard].SnapshotSeq, Step).ExecuteReader();
        var last = 0L;
        while (reader.Read() && reader.GetInt64(1) < before)
            last = reader.GetInt64(0);
        return last;
    }
}
