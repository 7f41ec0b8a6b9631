using PosMonitor.Journal;
using PosMonitor.Terminals.Rest;

namespace PosMonitor.Shards;

/// <summary>A shard as its snapshot and its journal make it, before it takes anything in.</summary>
/// <param name="Shard">The state, up to a record.</param>
/// <param name="Rest">Where its terminals at rest lie; whoever has the shard closes it.</param>
/// <param name="Teller">Has what follows from the records since the snapshot, and has told nothing yet.</param>
/// <param name="SnapshotSeq">The last record in the snapshot, 0 without one.</param>
public sealed record RestoredShard(Shard Shard, IRestStore Rest, ShardTeller Teller, long SnapshotSeq)
{
    /// <summary>What reading the records since the snapshot cost, in events: what it would cost again.</summary>
    public long ReplayCost { get; private set; }

    /// <summary>Applies a record that is in the journal.</summary>
    public void Apply(JournalRecord record)
    {
        Teller.Add(record.Seq, Shard.Apply(record.Seq, record.Bytes));
        ReplayCost += SnapshotPace.CostOf(record.Bytes);
    }
}
