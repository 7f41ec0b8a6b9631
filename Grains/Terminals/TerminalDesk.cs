using PosMonitor.Events;
using PosMonitor.Registry;
using PosMonitor.Shards;

namespace PosMonitor.Terminals;

/// <summary>What any event tells of its terminal: that it lives, to whom it belongs, whether it is on duty.</summary>
public sealed class TerminalDesk(ShardState state, TerminalCase terminal)
{
    /// <summary>What the registry holds of a terminal changed.</summary>
    public void Register(int number, TerminalEntry? entry) => Registration.Set(ref state.Terminals[number], entry, state);

    /// <summary>
    /// True where a control event is newer than the last one of its kind. An older one, or the same again, tells nothing.
    /// </summary>
    public bool IsNews(int number, in EventView e)
    {
        ref var of = ref state.Terminals[number];
        return e.Time > e.Type switch
        {
            EventType.Signin => of.LastSignin,
            EventType.Signout => of.LastSignout,
            EventType.Heartbeat => of.LastHeartbeat,
            EventType.BatchSettled => of.LastBatchSettled,
            _ => long.MaxValue,
        };
    }

    /// <summary>Notes an event that tells something new.</summary>
    /// <param name="number">The terminal.</param>
    /// <param name="e">The event.</param>
    /// <param name="merchant">The name of the merchant that it names; -1 for none.</param>
    public void Note(int number, in EventView e, int merchant)
    {
        ref var of = ref state.Terminals[number];
        of.LastEvent = Math.Max(of.LastEvent, e.Time);
        var isFirst = of.FirstEvent == 0 || e.Time < of.FirstEvent;
        if (isFirst)
            of.FirstEvent = e.Time;
        var isNextSent = IsSent(e.Type) && e.Time > of.LastSent;
        if (isNextSent)
            of.LastSent = e.Time;
        if (of.Merchant < 0)
            of.Merchant = merchant;
        switch (e.Type)
        {
            case EventType.Signin:
                of.LastSignin = e.Time;
                break;
            case EventType.Signout:
                of.LastSignout = e.Time;
                break;
            case EventType.Heartbeat:
                of.LastHeartbeat = e.Time;
                break;
            case EventType.BatchSettled:
                of.LastBatchSettled = e.Time;
                break;
        }
        terminal.Told(number, e, merchant, isNextSent, movesDeadlines: isFirst || isNextSent || e.Txn.IsEmpty);
    }

    // What a terminal sends itself: nobody else is heard to live by it (contract §4, terminal.silent).
    private static bool IsSent(EventType type) =>
        type is not (EventType.Response or EventType.ReversalResponse or EventType.Notification or EventType.Settlement);
}
