using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Parties;
using PosMonitor.Shards;
using PosMonitor.Terminals;
using PosMonitor.Transactions.Rules;

namespace PosMonitor.Transactions;

/// <summary>
/// Where the events and deadlines of transactions come in: an event is put on record, what is concluded is concluded anew, and what follows is done in
/// one place: totals, the terminal's window, the rules, the next deadline. Pure: it knows no clock and does no I/O.
/// </summary>
public sealed class TransactionDesk
{
    private readonly ShardState _state;
    private readonly TransactionCase _case;
    private readonly TerminalCase _terminal;
    private NotificationDue _dueBefore;

    public TransactionDesk(ShardState state, TerminalCase terminal, List<AlertEffect> effects)
    {
        _state = state;
        _case = new TransactionCase(state, effects);
        _terminal = terminal;
        state.Parties.Left = Release;
    }

    /// <summary>Told the number of every transaction whose conclusion changed, where somebody watches.</summary>
    public Action<int>? Changed { get; set; }

    /// <summary>Told the number of every transaction just before it is closed.</summary>
    public Action<int>? Closing { get; set; }

    /// <summary>Where an event of a transaction stands with what is known already.</summary>
    public enum Standing
    {
        /// <summary>It tells something new.</summary>
        New,

        /// <summary>It is on record: it changes nothing.</summary>
        Repeated,

        /// <summary>Its transaction is no longer held: it counts as <c>afterClose</c>.</summary>
        AfterClose,
    }

    /// <summary>Looks an event up; <paramref name="number"/> is its transaction, or -1 where there is none yet.</summary>
    public Standing Look(int terminal, ulong key, ReadOnlySpan<byte> txn, ReadOnlySpan<byte> fact, out int number)
    {
        number = _state.FindTransaction(key, terminal, txn);
        if (number >= 0)
            return FactBlock.Holds(_state.FactsOf(number), fact) ? Standing.Repeated : Standing.New;
        if (!_state.Closed.Contains(key))
            return Standing.New;
        return _state.Closed.ContainsEvent(key, ClosedTransactions.Fingerprint(fact)) ? Standing.Repeated : Standing.AfterClose;
    }

    /// <summary>Notes an event that came after its transaction was closed.</summary>
    public void TakeAfterClose(ulong key, ReadOnlySpan<byte> fact)
    {
        _state.AfterClose++;
        _state.Closed.AddLater(key, ClosedTransactions.Fingerprint(fact));
    }

    /// <summary>Puts a new event on record and draws the conclusions.</summary>
    public void Take(int terminal, int number, ulong key, ReadOnlySpan<byte> txn, in Fact fact, ReadOnlySpan<byte> bytes)
    {
        var isNew = number < 0;
        if (isNew)
            number = Start(terminal, key, txn);
        ref var transaction = ref _state.Change(number);
        _case.Begin(number, fact.Time, Deadline.None);
        var facts = _case.Facts;
        facts.Read(_state.FactsOf(number));
        Recall(transaction, isNew);
        var (hadRequest, hadReversal) = (facts.HasRequest, facts.HasReversal);
        if (!FactBlock.Append(_state.Pool, ref transaction.Facts, ref transaction.FactsLength, bytes))
        {
            // Thousands of different events of one transaction are no record of a sale; what does not fit is treated as if it came too late.
            TakeAfterClose(key, bytes);
            return;
        }
        facts.Add(fact);
        TellChannel(_state.Terminals[terminal].Acquirer, facts, fact, hadRequest);
        Conclude(number, !isNew);
        if (!hadReversal && facts.HasReversal)
            _terminal.Reversed(terminal, facts.Reversal.Time);
    }

    /// <summary>Fires the next deadline of a transaction.</summary>
    public void Fire(int number)
    {
        ref var transaction = ref _state.Change(number);
        if (transaction.DueKind == Deadline.Close)
        {
            Close(number);
            return;
        }
        _case.Begin(number, transaction.DueAt, transaction.DueKind);
        _case.Facts.Read(_state.FactsOf(number));
        Recall(transaction, isNew: false);
        transaction.Fired |= transaction.DueKind;
        Conclude(number, listed: true);
    }

    /// <summary>What is concluded of a held transaction as it stands.</summary>
    public Conclusion ConclusionOf(int number, TransactionFacts facts)
    {
        facts.Read(_state.FactsOf(number));
        ref var transaction = ref _state.Transactions[number];
        return TermsOf(transaction, facts).Conclude(facts, transaction.Fired);
    }

    /// <summary>By what a transaction is judged: the configuration under which it began, for its acquirer, merchant, issuer and terminal.</summary>
    private Lifecycle TermsOf(in Transaction transaction, TransactionFacts facts)
    {
        ref var terminal = ref _state.Terminals[transaction.Terminal];
        return facts.HasRequest
            ? _state.Book.Of(transaction.Configuration, terminal.Acquirer, facts.Request.Merchant, facts.Request.Issuer, transaction.Terminal)
            : _state.Book.Of(transaction.Configuration, terminal.Acquirer, transaction.Bound, -1, transaction.Terminal);
    }

    // What was concluded before the change that is being made.
    private void Recall(in Transaction transaction, bool isNew)
    {
        if (isNew)
        {
            (_case.Before, _dueBefore) = (default, default);
            return;
        }
        var terms = TermsOf(transaction, _case.Facts);
        var before = terms.Conclude(_case.Facts, transaction.Fired);
        (_case.Before, _dueBefore) = (before, terms.DueOf(before, transaction.Fired));
    }

    private int Start(int terminal, ulong key, ReadOnlySpan<byte> txn)
    {
        var number = _state.Transactions.Add();
        var used = FactBlock.Start(_state.Pool, txn, out var block);
        _state.Transactions[number] = new Transaction
        {
            Key = key,
            Terminal = terminal,
            Configuration = _state.Book.Number,
            Bound = _state.BoundMerchant(terminal),
            Previous = -1,
            Next = -1,
            Facts = block,
            FactsLength = (ushort)used,
        };
        _state.TransactionIndex.Add(key, number);
        return number;
    }

    private void Conclude(int number, bool listed)
    {
        ref var transaction = ref _state.Transactions[number];
        var facts = _case.Facts;
        var terms = _case.Terms = TermsOf(transaction, facts);
        var after = _case.After = terms.Conclude(facts, transaction.Fired);
        _state.Parties.Count(number, CountedOf(transaction, facts, after));
        CountNotification(_state.Terminals[transaction.Terminal].Acquirer, terms.DueOf(after, transaction.Fired), facts);
        if (!transaction.Entered && terms.TryFinish(facts, transaction.Fired, out var finish))
            Finish(number, finish);
        if (after.Outcome == Outcome.Approved && _case.Before.Outcome != Outcome.Approved)
            _terminal.Approved(transaction.Terminal, facts.Response.Time, facts.Request.Kind);
        foreach (var rule in TransactionRules.All)
            rule.Judge(_case);
        SetDeadline(number, listed);
        if (after != _case.Before)
            Changed?.Invoke(number);
    }

    // Only a transaction with a request expects one, and its issuer does not change with what comes after.
    private void CountNotification(int acquirer, in NotificationDue due, TransactionFacts facts)
    {
        if (due == _dueBefore)
            return;
        if (_dueBefore.Counts)
            _state.Slots.CountNotification(acquirer, facts.Request.Issuer, _dueBefore, -1);
        if (due.Counts)
            _state.Slots.CountNotification(acquirer, facts.Request.Issuer, due, 1);
    }

    private Counted CountedOf(in Transaction transaction, TransactionFacts facts, in Conclusion conclusion)
    {
        var counted = new Counted
        {
            HasRequest = facts.HasRequest,
            Orphan = conclusion.Orphan,
            LateResponse = conclusion.LateResponse,
            Outcome = conclusion.Outcome,
            Verdict = conclusion.Verdict,
            Channel = conclusion.MatchChannel,
            Merchant = -1,
            Issuer = -1,
            At = facts.HasRequest ? facts.Request.Time : facts.First,
        };
        counted.SetDurations(Milliseconds(conclusion.ResponseTicks), Milliseconds(conclusion.DelayTicks), transaction.Counted);
        if (facts.HasRequest)
        {
            counted.Issuer = facts.Request.Issuer;
            counted.Merchant = MerchantOf(transaction, facts.Request.Merchant);
        }
        return counted;
    }

    // It is looked up once, unless another request turns out to be the one that counts.
    private int MerchantOf(in Transaction transaction, int name)
    {
        if (transaction.Counted.HasRequest && _state.Parties.Merchants[transaction.Counted.Merchant].Id == name)
            return transaction.Counted.Merchant;
        return _state.Parties.LinkMerchant(transaction.Terminal, name);
    }

    private void Finish(int number, in Finish finish)
    {
        ref var transaction = ref _state.Transactions[number];
        transaction.Entered = true;
        ref readonly var counted = ref transaction.Counted;
        var acquirer = _state.Terminals[transaction.Terminal].Acquirer;
        _state.Slots.Count(new SlotSubject(SubjectKind.Merchant, counted.Merchant), finish, transaction.Terminal, counted.Issuer);
        _state.Slots.Count(new SlotSubject(SubjectKind.Issuer, counted.Issuer, acquirer), finish, transaction.Terminal, counted.Issuer);
        _state.Slots.Count(new SlotSubject(SubjectKind.Acquirer, acquirer), finish, transaction.Terminal, counted.Issuer);
        _terminal.Finished(transaction.Terminal, number, finish, counted.Issuer);
    }

    private void SetDeadline(int number, bool listed)
    {
        ref var transaction = ref _state.Transactions[number];
        var (kind, at) = _case.Terms.Next(_case.Facts, _case.After, transaction.Fired);
        if (listed && kind == transaction.DueKind && at == transaction.DueAt)
            return;
        // One that was set together with a deadline that fires now has waited for its event's grace already.
        var arrival = _case.Fired == Deadline.None ? _state.Arrival : long.MinValue;
        var due = kind == Deadline.Close
            ? _state.Deadlines.CloseOf(at, _state.Arrival, _case.Settings.HoldFinished.Ticks)
            : _state.Deadlines.DueOf(at, arrival);
        (transaction.DueKind, transaction.DueAt, transaction.Due) = (kind, at, due);
        _state.Deadlines.Place(number, listed);
    }

    private void TellChannel(int acquirer, TransactionFacts facts, in Fact fact, bool hadRequest)
    {
        if (!facts.HasRequest || fact.Type is not (EventType.Notification or EventType.Request))
            return;
        var issuer = _state.Parties.Intern(acquirer, facts.Request.Issuer);
        if (fact.Type == EventType.Notification && fact.Recipient == NotificationRecipient.Cardholder)
            issuer.Tell(fact);
        if (hadRequest || fact.Type != EventType.Request)
            return;
        foreach (ref readonly var earlier in facts.Notifications)
        {
            if (earlier.Recipient == NotificationRecipient.Cardholder)
                issuer.Tell(earlier);
        }
    }

    private void Close(int number)
    {
        Closing?.Invoke(number);
        ref var transaction = ref _state.Transactions[number];
        Span<uint> events = stackalloc uint[64];
        var count = 0;
        foreach (var fact in new FactBlock.Facts(_state.FactsOf(number)))
        {
            if (count == events.Length)
            {
                var larger = new uint[count * 2];
                events.CopyTo(larger);
                events = larger;
            }
            events[count++] = ClosedTransactions.Fingerprint(fact);
        }
        _state.Closed.Add(transaction.Key, events[..count], _state.Arrival);
        _state.Charges.Forget(number, (transaction.Open & TransactionRules.DuplicateCharge.Bit) != 0 ? SubjectOf(transaction) : null);
        _state.TransactionIndex.Remove(transaction.Key, number);
        _state.Deadlines.Remove(number);
        _state.Pool.Return(transaction.Facts);
        (transaction.Facts, transaction.FactsLength) = (0, 0);
        transaction.Due = long.MaxValue;

        ref var terminal = ref _state.Terminals[transaction.Terminal];
        (transaction.Previous, transaction.Next) = (-1, terminal.FirstClosed);
        if (terminal.FirstClosed >= 0)
            _state.Transactions[terminal.FirstClosed].Previous = number;
        terminal.FirstClosed = number;
        if (!transaction.Counted.Any || transaction.Stage == PartyBook.Gone)
            Release(number);
    }

    private string SubjectOf(in Transaction transaction)
    {
        var id = _state.Terminals.IdText(transaction.Terminal);
        return $"{_state.Names.Text(_state.Terminals[transaction.Terminal].Acquirer)}/{id}/{FactBlock.TxnText(_state.Pool[transaction.Facts])}";
    }

    // Closed, and in no window any more.
    private void Release(int number)
    {
        ref var transaction = ref _state.Transactions[number];
        _state.Snapshot?.Before(transaction.Terminal);
        ref var terminal = ref _state.Terminals[transaction.Terminal];
        if (transaction.Previous < 0)
            terminal.FirstClosed = transaction.Next;
        else
            _state.Transactions[transaction.Previous].Next = transaction.Next;
        if (transaction.Next >= 0)
            _state.Transactions[transaction.Next].Previous = transaction.Previous;
        _state.Transactions.Free(number);
    }

    private static int Milliseconds(long ticks) => ticks < 0 ? -1 : (int)Math.Min(int.MaxValue, (ticks + TimeSpan.TicksPerMillisecond / 2) / TimeSpan.TicksPerMillisecond);
}
