using PosMonitor.Parties;

namespace PosMonitor.Terminals;

/// <summary>
/// The live state of a terminal: an entry of its shard, a few hundred bytes with all that hangs on it. It is a struct of plain numbers, because
/// millions of small objects would make every full garbage collection slow.
/// </summary>
public struct Terminal
{
    /// <summary>A name of the shard. The id of the terminal itself stands in <see cref="TerminalIds"/>.</summary>
    public int Acquirer;

    /// <summary><see cref="Shards.ShardMap.Hash"/> of acquirer and id, by which it is found.</summary>
    public ulong Key;

    /// <summary>The name of the first merchant that an event named; -1 for none. It is bound to that one where the registry says nothing else.</summary>
    public int Merchant;

    /// <summary>What the registry holds of it, see <see cref="Registration"/>; 0 for nothing.</summary>
    public int Registration;

    /// <summary>The number plus one of the merchant whose list of terminals it was last put on; 0 for none.</summary>
    public int Linked;

    /// <summary>Times of the latest event of any kind and of those that say whether it is on duty, UTC ticks; 0 for none.</summary>
    public long LastEvent, LastSignin, LastSignout, LastHeartbeat, LastBatchSettled;

    /// <summary>Times of its earliest event, of the latest that it sent itself, and of the latest approval; UTC ticks; 0 for none.</summary>
    public long FirstEvent, LastSent, LastApproved;

    /// <summary>The last finishes, see <see cref="FinishWindow"/>; 0 for none.</summary>
    public int Window;
    public byte WindowCount;

    /// <summary>Which rules about the terminal itself have an open alert: bits of <see cref="Rules.TerminalRule"/>.</summary>
    public ushort Open;

    /// <summary>Transactions that are held, in order of their next deadline: first and last of a list; -1 for none.</summary>
    public int First, Last;

    /// <summary>Transactions that are closed but still in the figures of the last hour; -1 for none.</summary>
    public int FirstClosed;

    /// <summary>The earliest deadline of the rules about the terminal itself, and when it falls due on the clock in force; <see cref="long.MaxValue"/> for none.</summary>
    public long RuleDeadline, RuleDue;

    /// <summary>The earliest moment for which the shard's queue has an entry of this terminal; <see cref="long.MaxValue"/> for none.</summary>
    public long Scheduled;

    public CompactFigures Total;

    /// <summary>A terminal of which nothing is known yet.</summary>
    public static Terminal New(int acquirer, ulong key) => new()
    {
        Acquirer = acquirer,
        Key = key,
        Merchant = -1,
        First = -1,
        Last = -1,
        FirstClosed = -1,
        RuleDeadline = long.MaxValue,
        RuleDue = long.MaxValue,
        Scheduled = long.MaxValue,
    };

    /// <summary>On duty: a sign-in or a heartbeat that no sign-out came after.</summary>
    public readonly bool OnDuty => Math.Max(LastSignin, LastHeartbeat) > LastSignout;
}
