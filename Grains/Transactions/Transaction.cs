using PosMonitor.Parties;
using PosMonitor.Shards;

namespace PosMonitor.Transactions;

/// <summary>A transaction while it is held: what is on record of it (in a block of the shard's pool) and how it stands. An entry of its shard.</summary>
public struct Transaction
{
    /// <summary>A hash of terminal and key, by which it is found.</summary>
    public ulong Key;

    /// <summary>The number of its terminal in the shard.</summary>
    public int Terminal;

    /// <summary>The number of the configuration that was in force when its first event came, and the name of the merchant that its terminal was bound to then; -1 for none.</summary>
    public int Configuration, Bound;

    /// <summary>Neighbours in the terminal's list by deadline; -1 for none.</summary>
    public int Previous, Next;

    /// <summary>Under what the snapshots of the shard have it as it is, see <see cref="SnapshotLayers"/>; 0 where it has changed since.</summary>
    public uint Saved;

    /// <summary>See <see cref="FactBlock"/>; 0 where it is closed.</summary>
    public int Facts;
    public ushort FactsLength;
    public Deadline Fired;

    /// <summary>Which rules have an open alert of it, and which ever had one: bits of <see cref="Rules.TransactionRule"/>.</summary>
    public byte Open, Ever;

    /// <summary>It has entered its terminal's window.</summary>
    public bool Entered;

    /// <summary>In which windows of the totals it is, see <see cref="PartyBook"/>.</summary>
    public byte Stage;

    /// <summary>Its next deadline: which, its time, and when that falls due on the clock in force.</summary>
    public Deadline DueKind;
    public long DueAt, Due;

    /// <summary>How it stands in the totals.</summary>
    public Counted Counted;

    /// <summary>Where it stands in the <see cref="ChargeBook"/>: a hash of terminal, card and amount; 0 where it is no charge.</summary>
    public ulong ChargeKey;
}
