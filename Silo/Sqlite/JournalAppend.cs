using PosMonitor.Journal;
using PosMonitor.Shards;

namespace PosMonitor.Sqlite;

/// <summary>A record to be appended.</summary>
internal sealed class JournalAppend(JournalEntry entry) : WriteJob
{
    public override int Bytes => entry.Record.Length + 128;

    public override Exception? Refusal(StoreHeads heads)
    {
        if (heads.LostEpoch(entry.Shard, entry.Epoch) is { } lost)
            return lost;
        var last = heads[entry.Shard].LastSeq;
        if (entry.Seq == last + 1)
            return null;
        // One that was sent after a record that failed fails with it; one that is there already is a fault of its owner.
        return entry.Seq > last
            ? new JournalUnavailableException($"Record {entry.Seq} of shard {entry.Shard} does not follow {last}, the last one in the journal.")
            : new InvalidOperationException($"Shard {entry.Shard} has a record {entry.Seq} already; the last one in the journal is {last}.");
    }

    public override void Write(WriteSession session)
    {
        session.Journal.Add(entry);
        session.Heads[entry.Shard] = session.Heads[entry.Shard] with { LastSeq = entry.Seq };
    }
}
