using System.Runtime.InteropServices;
using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Parties;
using PosMonitor.Registry;
using PosMonitor.Settings;
using PosMonitor.Settlements;
using PosMonitor.Terminals;
using PosMonitor.Terminals.Rest;
using PosMonitor.Transactions;

namespace PosMonitor.Shards;

/// <summary>
/// A shard: a fold over its journal. <c>state, effects = Apply(state, record)</c>, and nothing else: no clock, no random number, no I/O, so that the
/// same records always give the same state and the same alerts.
/// </summary>
public sealed class Shard
{
    /// <summary>From this many configurations on it is looked which of them are still needed.</summary>
    private const int MostConfigurations = 64;

    private readonly List<AlertEffect> _effects = [];
    private readonly List<SlotReport> _reports = [];
    private readonly TransactionDesk _transactions;
    private readonly TerminalDesk _terminals;
    private readonly TerminalCase _terminal;
    private readonly SettlementDesk _settlements;
    private readonly BatchReader _reader = new();
    private readonly ReadAhead _ahead;

    public Shard(ShardOptions options)
    {
        State = new ShardState(options);
        _ahead = new ReadAhead(State);
        _terminal = new TerminalCase(State, _effects);
        _transactions = new TransactionDesk(State, _terminal, _effects);
        _terminals = new TerminalDesk(State, _terminal);
        _settlements = new SettlementDesk(State, _effects);
    }

    public ShardState State { get; }

    /// <summary>What is concluded of transactions, for questions.</summary>
    public TransactionDesk Transactions => _transactions;

    /// <summary>Lets terminals rest that have nothing going on.</summary>
    /// <param name="store">Where their records lie.</param>
    /// <param name="after">How long nothing may have come from or about one.</param>
    public void LetRest(IRestStore store, TimeSpan after) => State.Terminals.Rest = new TerminalRest(State, store, after);

    /// <summary>Where it is set, events of all other terminals are passed over: the fold of one terminal's history.</summary>
    public (string Acquirer, string Terminal)? Only { get; init; }

    /// <summary>Events read since this shard was made; ticks of the clock are none.</summary>
    public long Events { get; private set; }

    private ClockMode Clock => State.Options.Clock;

    /// <summary>Applies the next record.</summary>
    /// <returns>What is to be told, in lists that the next call uses again.</returns>
    /// <exception cref="InvalidDataException">The record cannot be read.</exception>
    public ShardOutput Apply(long seq, ReadOnlyMemory<byte> record)
    {
        _effects.Clear();
        _reports.Clear();
        var (kind, arrival) = ShardRecord.Read(record.Span);
        State.Arrival = arrival;
        if (Clock == ClockMode.Wall)
            Advance(arrival);
        switch (kind)
        {
            case ShardRecord.Kind.Batch:
                ApplyBatch(record);
                break;
            case ShardRecord.Kind.Configure:
                Configure(ShardRecord.ReadConfiguration(record.Span));
                break;
            case ShardRecord.Kind.Settle:
                Report(arrival - State.Options.Grace.Ticks);
                break;
        }
        State.Seq = seq;
        return new ShardOutput(_effects, _reports);
    }

    /// <summary>With the wall clock: true where a deadline is due at <paramref name="now"/>.</summary>
    public bool HasDue(long now) => Clock == ClockMode.Wall && State.Deadlines.HasDue(now);

    /// <summary>With the wall clock: fires what was due up to a moment that the journal tells only of other terminals.</summary>
    public void AdvanceTo(long clock)
    {
        if (Clock == ClockMode.Wall)
            Advance(clock);
    }

    private void ApplyBatch(ReadOnlyMemory<byte> record)
    {
        if (!MemoryMarshal.TryGetArray(record, out var segment))
            segment = record.ToArray();
        _reader.Open(segment.Array!, segment.Offset + ShardRecord.HeaderBytes, segment.Count - ShardRecord.HeaderBytes);
        // Of one terminal's events only few are applied.
        var ahead = Only is null ? _ahead : null;
        ahead?.Open(segment.Array!, segment.Offset + ShardRecord.HeaderBytes, segment.Count - ShardRecord.HeaderBytes);
        EventView e = default;
        for (var read = 0; _reader.Read(ref e); read++)
        {
            if (read % ReadAhead.Most == 0)
                ahead?.Look();
            if (e.Type == EventType.Watermark)
            {
                Watermark(e.Time);
                continue;
            }
            Events++;
            if (Only is not null && !IsOnly(e))
                continue;
            if (e.Type != EventType.Settlement)
                Apply(e, ahead?[read % ReadAhead.Most] ?? EventKeys.Of(e));
            else if (_settlements.Take(e))
                Hear(State.Names.Intern(e.Acquirer), e.Time);
        }
    }

    private void Apply(in EventView e, in EventKeys keys)
    {
        if (e.Txn.IsEmpty)
        {
            var known = State.InternTerminal(keys.Terminal, e.Acquirer, e.Terminal);
            State.Snapshot?.Before(known);
            if (!_terminals.IsNews(known, e))
                return;
            FireBefore(known, e.Time);
            Hear(State.Terminals[known].Acquirer, e.Time);
            _terminals.Note(known, e, e.Merchant.IsEmpty ? -1 : State.Names.Intern(e.Merchant));
            return;
        }

        var terminal = State.InternTerminal(keys.Terminal, e.Acquirer, e.Terminal);
        State.Snapshot?.Before(terminal);
        var key = keys.Transaction;
        var fact = Fact.Of(e, State.Names, e.Merchant.IsEmpty ? -1 : State.Parties.MerchantNameOf(terminal));
        Span<byte> bytes = stackalloc byte[Fact.MostBytes];
        bytes = bytes[..fact.Write(bytes)];
        var standing = _transactions.Look(terminal, key, e.Txn, bytes, out var number);
        if (standing == TransactionDesk.Standing.New && FireBefore(terminal, e.Time))
            standing = _transactions.Look(terminal, key, e.Txn, bytes, out number);
        switch (standing)
        {
            case TransactionDesk.Standing.New:
                Hear(State.Terminals[terminal].Acquirer, e.Time);
                _terminals.Note(terminal, e, fact.Merchant);
                _transactions.Take(terminal, number, key, e.Txn, fact, bytes);
                break;
            case TransactionDesk.Standing.AfterClose:
                Hear(State.Terminals[terminal].Acquirer, e.Time);
                _transactions.TakeAfterClose(key, bytes);
                break;
        }
    }

    // An acquirer is there from its first event on, whatever that was.
    private void Hear(int acquirer, long time)
    {
        if (State.Feeds.Count(acquirer, time))
            State.Parties.Intern(acquirer, -1);
    }

    // What was begun under the settings before is ended under them; the rules about terminals look at those in force (contract §4).
    private void Configure(ConfigurationNews news)
    {
        if (news.Through <= State.Book.Now.Version)
            return;
        for (var terminal = 0; terminal < State.Terminals.Length && State.Snapshot is { } running; terminal++)
            running.Before(terminal);
        foreach (var change in news.Changes)
        {
            if (change.Kind == ConfigurationKind.Terminal && change.Version > State.Book.Now.Version)
                Register(change);
        }
        State.Book.Take(news);
        if (State.Book.Count > MostConfigurations)
            State.Book.ForgetBefore(State.OldestConfiguration());
        for (var terminal = 0; terminal < State.Terminals.Length; terminal++)
        {
            var rests = State.Terminals.IsAtRest(terminal);
            _terminal.Reschedule(terminal);
            if (rests)
                State.Rest!.TryRest(terminal);
        }
    }

    private void Register(ConfigurationChange change)
    {
        var (acquirer, terminal) = TerminalKey.Parse(change.Key);
        if (Only is { } only && only != (acquirer, terminal))
            return;
        _terminals.Register(
            State.InternTerminal(System.Text.Encoding.ASCII.GetBytes(acquirer), System.Text.Encoding.ASCII.GetBytes(terminal)),
            change.Body is null ? null : TerminalEntry.Parse(change.Body));
    }

    // With the stream clock an event at t first fires its terminal's deadlines before t (contract §2).
    private bool FireBefore(int terminal, long time)
    {
        if (Clock != ClockMode.Stream || State.Deadlines.EarliestOf(terminal) >= time)
            return false;
        Fire(terminal, time - 1);
        State.Deadlines.Schedule(terminal);
        return true;
    }

    private void Watermark(long time)
    {
        if (Clock != ClockMode.Stream || time < State.Clock)
            return;
        FireAll(time);
        State.Clock = time;
        State.Parties.Advance(time);
        if (time > State.Reported)
            Report(time);
    }

    private void Advance(long now)
    {
        if (now <= State.Clock)
            return;
        FireAll(now);
        State.Clock = now;
        State.Parties.Advance(now - State.Options.Grace.Ticks);
    }

    private void Report(long clock)
    {
        _reports.Add(State.Slots.Report(clock, State.Reported) with
        {
            Feeds = State.Feeds.Report(clock - State.Book.Now.LongestFeedSilence.Ticks),
        });
        State.Reported = clock;
    }

    private void FireAll(long limit)
    {
        while (State.Deadlines.TryTake(limit, out var terminal))
        {
            Fire(terminal, limit);
            State.Deadlines.Schedule(terminal);
        }
    }

    // All that is due of a terminal up to and with the limit, in order of time.
    private void Fire(int terminal, long limit)
    {
        State.Snapshot?.Before(terminal);
        while (true)
        {
            ref var of = ref State.Terminals[terminal];
            var due = of.First < 0 ? long.MaxValue : State.Transactions[of.First].Due;
            if (Math.Min(due, of.RuleDue) > limit)
                return;
            if (of.RuleDue < due)
                _terminal.DeadlineFired(terminal);
            else
                _transactions.Fire(of.First);
        }
    }

    private bool IsOnly(in EventView e) =>
        System.Text.Ascii.Equals(e.Terminal, Only!.Value.Terminal) && System.Text.Ascii.Equals(e.Acquirer, Only.Value.Acquirer);
}
