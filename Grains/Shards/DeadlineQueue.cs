using PosMonitor.Settings;
using PosMonitor.Terminals;
using PosMonitor.Transactions;

namespace PosMonitor.Shards;

/// <summary>
/// The deadlines of a shard on two levels. Each terminal keeps its transactions in a list by deadline: a new deadline is nearly always near one of
/// its ends, so placing it costs a few steps. The shard keeps its terminals in a wheel by their earliest moment, renewed only when that moment comes
/// or an earlier one is set: about one step a minute for a busy terminal, whatever its traffic.
/// </summary>
public sealed class DeadlineQueue(TerminalTable terminals, Slab<Transaction> transactions, ClockMode clock, TimeSpan grace)
{
    private const long CloseTogether = TimeSpan.TicksPerSecond / 5;
    private readonly TimingWheel _wheel = new(number => terminals.IsAtRest(number) ? long.MaxValue : terminals[number].Scheduled, terminals.Fetch);
    private int _forgotten;

    /// <summary>
    /// When a deadline falls due on the clock in force (contract §2): with the stream clock at its own time, with the wall clock
    /// <c>Grace</c> after the later of its time and the arrival of what set it.
    /// </summary>
    public long DueOf(long deadline, long arrival) =>
        clock == ClockMode.Stream ? deadline : Math.Max(deadline, arrival) + grace.Ticks;

    /// <summary>
    /// When a transaction is let go. With the wall clock it is held as long after the last news of it arrived as after its last event, so that a
    /// backlog of old events still meets; and, as nobody waits for it, until the end of a fifth of a second, which many share.
    /// </summary>
    public long CloseOf(long deadline, long arrival, long hold)
    {
        if (clock == ClockMode.Stream)
            return deadline;
        var due = Math.Max(deadline, arrival + hold) + grace.Ticks;
        return due + CloseTogether - due % CloseTogether;
    }

    /// <summary>True where something is due up to <paramref name="limit"/>; entries that an event has overtaken are renewed on the way.</summary>
    public bool HasDue(long limit)
    {
        terminals.WakeDue(limit);
        while (_wheel.TryPeek(limit, out var terminal, out var moment))
        {
            if (IsOf(terminal, moment))
            {
                if (EarliestOf(terminal) <= limit)
                    return true;
                terminals[terminal].Scheduled = long.MaxValue;
                Schedule(terminal);
            }
            _wheel.Dequeue();
        }
        return false;
    }

    /// <summary>The earliest moment at which something may be due; <see cref="long.MaxValue"/> for never. It may be too early, never too late.</summary>
    public long Earliest => Math.Min(terminals.EarliestDue, _wheel.Earliest);

    /// <summary>The earliest moment of a terminal.</summary>
    public long EarliestOf(int terminal)
    {
        ref var of = ref terminals[terminal];
        return Math.Min(of.RuleDue, of.First < 0 ? long.MaxValue : transactions[of.First].Due);
    }

    /// <summary>Puts a transaction into its terminal's list, or moves it there.</summary>
    public void Place(int transaction, bool listed)
    {
        ref var placed = ref transactions[transaction];
        ref var terminal = ref terminals[placed.Terminal];
        if (listed)
            Unlink(ref terminal, ref placed);
        var due = placed.Due;
        // From both ends at once: the cheaper one decides.
        var (before, after) = (terminal.Last, terminal.First);
        while (true)
        {
            if (before < 0 || transactions[before].Due <= due)
            {
                after = before < 0 ? terminal.First : transactions[before].Next;
                break;
            }
            if (after >= 0 && transactions[after].Due > due)
            {
                before = transactions[after].Previous;
                break;
            }
            before = transactions[before].Previous;
            if (after >= 0)
                after = transactions[after].Next;
        }
        (placed.Previous, placed.Next) = (before, after);
        if (before < 0)
            terminal.First = transaction;
        else
            transactions[before].Next = transaction;
        if (after < 0)
            terminal.Last = transaction;
        else
            transactions[after].Previous = transaction;
        Schedule(placed.Terminal);
    }

    /// <summary>Takes a transaction out of its terminal's list.</summary>
    public void Remove(int transaction)
    {
        ref var removed = ref transactions[transaction];
        Unlink(ref terminals[removed.Terminal], ref removed);
    }

    /// <summary>Makes sure that the wheel knows of a terminal's earliest moment.</summary>
    public void Schedule(int terminal)
    {
        var earliest = EarliestOf(terminal);
        if (earliest >= terminals[terminal].Scheduled)
            return;
        terminals[terminal].Scheduled = earliest;
        _wheel.Add(terminal, earliest);
    }

    /// <summary>Takes the next terminal that may have something due up to <paramref name="limit"/> (inclusive); it is to be scheduled again.</summary>
    public bool TryTake(long limit, out int terminal)
    {
        terminals.WakeDue(limit);
        while (_wheel.TryPeek(limit, out terminal, out var moment))
        {
            _wheel.Dequeue();
            if (!IsOf(terminal, moment))
                continue;
            terminals[terminal].Scheduled = long.MaxValue;
            return true;
        }
        return false;
    }

    /// <summary>Forgets a terminal that comes to rest: it is scheduled again when it wakes.</summary>
    public void Forget(int terminal)
    {
        ref var of = ref terminals[terminal];
        if (of.Scheduled == long.MaxValue)
            return;
        of.Scheduled = long.MaxValue;
        // Its entry stays until there are too many of them.
        if (++_forgotten * 2 > _wheel.Count)
            Renew();
    }

    /// <summary>Gives memory back that was needed once and is not any more.</summary>
    public void GiveBack() => _wheel.GiveBack();

    private void Renew()
    {
        _forgotten = 0;
        _wheel.Clear();
        for (var place = 0; place < terminals.Awake; place++)
        {
            var terminal = terminals.AwakeAt(place);
            if (terminals[terminal].Scheduled is var moment && moment != long.MaxValue)
                _wheel.Add(terminal, moment);
        }
        _wheel.GiveBack();
    }

    // Else an earlier one was set since, or the terminal is at rest.
    private bool IsOf(int terminal, long moment) => !terminals.IsAtRest(terminal) && terminals[terminal].Scheduled == moment;

    private void Unlink(ref Terminal terminal, ref Transaction removed)
    {
        if (removed.Previous < 0)
            terminal.First = removed.Next;
        else
            transactions[removed.Previous].Next = removed.Next;
        if (removed.Next < 0)
            terminal.Last = removed.Previous;
        else
            transactions[removed.Next].Previous = removed.Previous;
    }
}
