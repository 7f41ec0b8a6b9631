using PosMonitor.Parties;
using PosMonitor.Shards;

namespace PosMonitor.Terminals.Rest;

/// <summary>
/// Lets the terminals of a shard come to rest, and wakes them. Nothing that the shard concludes depends on it: one that is woken is as it was, and totals and
/// overviews count one at rest as before.
/// </summary>
/// <param name="state">The shard.</param>
/// <param name="store">Where the records lie.</param>
/// <param name="after">How long nothing may have come from or about a terminal before it rests.</param>
public sealed class TerminalRest(ShardState state, IRestStore store, TimeSpan after)
{
    private const int LongestRecord = 1 << 14;
    private readonly SnapshotWriter _record = new(LongestRecord);
    private int _next;

    /// <summary>Why the last one could not be put to rest, until that is asked for; null where nothing was wrong.</summary>
    public IOException? Trouble { get; private set; }

    /// <summary>The latest event of any terminal at rest, UTC ticks.</summary>
    internal long LatestEvent { get; private set; }

    /// <summary>Looks at the next terminals and lets those rest that may. Whoever calls it again and again comes round to all.</summary>
    /// <param name="count">How many are looked at.</param>
    /// <param name="now">The clock in force, UTC ticks: a shard of which nobody says anything has an old one.</param>
    public void Look(int count, long now)
    {
        for (count = Math.Min(count, state.Terminals.Length); count > 0; count--)
        {
            if (_next >= state.Terminals.Length)
            {
                _next = 0;
                state.GiveBack();
            }
            if (!TryRest(_next++, now) && Trouble is not null)
                return;
        }
    }

    /// <summary>Lets a terminal rest, if it may by the clock of its shard.</summary>
    /// <param name="number">The terminal.</param>
    /// <returns>True where it came to rest.</returns>
    public bool TryRest(int number) => TryRest(number, state.Clock);

    private bool TryRest(int number, long now)
    {
        if (state.Terminals.IsAtRest(number) || !MayRest(number, now))
            return false;
        TerminalRecord.Write(_record, state, number);
        if (!_record.TryTake(out var record))
            return false;
        int place;
        try
        {
            place = store.Put(record);
        }
        catch (IOException trouble)
        {
            Trouble = trouble;
            return false;
        }
        LetGo(number, place);
        return true;
    }

    /// <summary>Tells what was wrong, once.</summary>
    public IOException? TakeTrouble()
    {
        var trouble = Trouble;
        Trouble = null;
        return trouble;
    }

    /// <summary>The record of a terminal at rest, good until the next call.</summary>
    internal ReadOnlyMemory<byte> RecordOf(int number) => store.Read(state.Terminals.RecordOf(number));

    /// <summary>The time of the last event of a terminal at rest, from its record; UTC ticks.</summary>
    internal long LastEventOf(int number) => TerminalRecord.ReadLastEvent(new SnapshotReader([RecordOf(number)]));

    /// <summary>The totals of a terminal at rest, from its record, in blocks that are the caller's.</summary>
    internal CompactFigures TotalOf(int number) => TerminalRecord.ReadTotal(new SnapshotReader([RecordOf(number)]), state);

    internal void TakeBack(int number, int place, ref Terminal terminal) =>
        TerminalRecord.Read(new SnapshotReader([store.Take(place)]), state, number, ref terminal, RenumberedTransactions.None);

    internal void Woke(int number) => state.Deadlines.Schedule(number);

    // Nothing is pending: no transaction is held or in a window of the totals, and no deadline is near.
    private bool MayRest(int number, long now)
    {
        ref readonly var terminal = ref state.Terminals[number];
        return now != long.MinValue && terminal is { First: < 0, FirstClosed: < 0 } && terminal.LastEvent <= now - after.Ticks
            && RestingGlance.HasRoomFor(terminal.RuleDue, now) && state.BoundMerchant(number) <= RestingGlance.MostMerchants;
    }

    private void LetGo(int number, int place)
    {
        ref var terminal = ref state.Terminals[number];
        var failures = terminal.WindowCount == 0 ? 0 : FinishWindow.Failures(state.Pool[terminal.Window], terminal.WindowCount);
        // Active is only who had an event lately; whoever asks about such a moment is answered from the record.
        var status = terminal.LastEvent == 0 ? (TerminalStatus?)null : TerminalStanding.Of(terminal, long.MaxValue);
        var glance = new RestingGlance(state.BoundMerchant(number), status, terminal.WindowCount, (byte)failures, terminal.RuleDue);
        LatestEvent = Math.Max(LatestEvent, terminal.LastEvent);
        state.Deadlines.Forget(number);
        state.Pool.Return(terminal.Window);
        state.Pool.Return(terminal.Registration);
        terminal.Total.Return(state.Pool);
        state.Reversals.Remove(number);
        state.Procedures.Remove(number);
        state.Terminals.PutToRest(number, place, glance);
    }
}
