using PosMonitor.Events;
using PosMonitor.Parties;

namespace PosMonitor.Shards;

/// <summary>
/// Looks at what the next events of a batch will need before they are applied: their terminals and transactions, and what hangs on these. One event after the
/// other waits for memory some twenty times, each time for what the look before has told; here the same step is made for all of them, so they wait together.
/// It changes nothing, and what it overlooks or mistakes costs time only.
/// </summary>
internal sealed class ReadAhead(ShardState state)
{
    /// <summary>How many events it looks at in one go: what they need has to stay in the processor's second cache until they are applied.</summary>
    public const int Most = 48;

    private readonly BatchReader _reader = new();
    private readonly Subject[] _subjects = new Subject[Most];
    private int _looked;

    /// <summary>Starts with a batch that lies inside a larger record.</summary>
    /// <exception cref="InvalidDataException">The batch is of a version that this code does not know.</exception>
    public void Open(byte[] record, int offset, int length) => _reader.Open(record, offset, length);

    /// <summary>By what an event is found: one of those that were looked at last, 0 … <see cref="Most"/> - 1.</summary>
    public EventKeys this[int place] => _subjects[place].Keys;

    /// <summary>Looks at the next <see cref="Most"/> events.</summary>
    /// <exception cref="InvalidDataException">The batch ends in the middle of one.</exception>
    public void Look()
    {
        ReadSubjects();
        var subjects = _subjects.AsSpan(0, _looked);
        foreach (ref var subject in subjects)
            FindCandidates(ref subject);
        foreach (ref readonly var subject in subjects)
            FetchEntries(subject);
        foreach (ref readonly var subject in subjects)
            FetchBlocks(subject);
        foreach (ref readonly var subject in subjects)
            FetchMerchant(subject);
        foreach (ref readonly var subject in subjects)
            FetchTotals(subject);
    }

    private void ReadSubjects()
    {
        EventView e = default;
        for (_looked = 0; _looked < Most && _reader.Read(ref e); _looked++)
        {
            ref var subject = ref _subjects[_looked];
            subject = new Subject { Terminal = -1, Transaction = -1 };
            if (e.Terminal.IsEmpty)
                continue;
            subject.Keys = EventKeys.Of(e);
            subject.HasTerminal = true;
            subject.Type = e.Type;
            state.TerminalIndex.Fetch(subject.Keys.Terminal);
            if (e.Txn.IsEmpty)
                continue;
            subject.HasTransaction = true;
            subject.FinishesAt = e.Type == EventType.Response ? e.Time : 0;
            state.TransactionIndex.Fetch(subject.Keys.Transaction);
            // One that is not held yet is looked for among those that are no longer.
            if (e.Type == EventType.Request)
                state.Closed.Fetch(subject.Keys.Transaction);
        }
    }

    private void FindCandidates(ref Subject subject)
    {
        if (!subject.HasTerminal)
            return;
        subject.Terminal = state.TerminalIndex.Candidate(subject.Keys.Terminal);
        if (subject.Terminal >= 0)
            state.Terminals.FetchEntry(subject.Terminal);
        if (!subject.HasTransaction)
            return;
        subject.Transaction = state.TransactionIndex.Candidate(subject.Keys.Transaction);
        if (subject.Transaction >= 0)
            CacheLines.FetchAll(in state.Transactions[subject.Transaction]);
    }

    private void FetchEntries(in Subject subject)
    {
        if (subject.Terminal >= 0)
            state.Terminals.Fetch(subject.Terminal);
        if (subject.Transaction < 0)
            return;
        ref readonly var transaction = ref state.Transactions[subject.Transaction];
        state.Pool.Fetch(transaction.Facts);
        FetchTransaction(transaction.Previous);
        FetchTransaction(transaction.Next);
        if (subject.FinishesAt != 0 && transaction.Counted.HasRequest)
            state.Slots.FetchEntry(new SlotSubject(SubjectKind.Merchant, transaction.Counted.Merchant), subject.FinishesAt);
    }

    private void FetchBlocks(in Subject subject)
    {
        if (!IsAwake(subject.Terminal))
            return;
        ref readonly var terminal = ref state.Terminals[subject.Terminal];
        if (subject.Type == EventType.Response)
            state.Pool.Fetch(terminal.Window);
        FetchTimes(subject.Type, terminal.Total);
        FetchTransaction(terminal.First);
        FetchTransaction(terminal.Last);
        if (terminal.Linked > 0)
            CacheLines.FetchAll(in state.Parties.Merchants[terminal.Linked - 1]);
    }

    private void FetchMerchant(in Subject subject)
    {
        if (subject.FinishesAt != 0 && subject.Transaction >= 0 && state.Transactions[subject.Transaction].Counted is { HasRequest: true } counted)
            state.Slots.Fetch(new SlotSubject(SubjectKind.Merchant, counted.Merchant), subject.FinishesAt);
        if (!IsAwake(subject.Terminal) || state.Terminals[subject.Terminal].Linked is var linked && linked == 0)
            return;
        ref readonly var merchant = ref state.Parties.Merchants[linked - 1];
        state.Names.Fetch(merchant.Id);
        if (merchant.Total != 0)
            CacheLines.FetchAll(in state.Parties.TotalOf(merchant));
    }

    private void FetchTotals(in Subject subject)
    {
        if (IsAwake(subject.Terminal) && state.Terminals[subject.Terminal].Linked is > 0 and var linked && state.Parties.Merchants[linked - 1] is { Total: > 0 } merchant)
            FetchTimes(subject.Type, state.Parties.TotalOf(merchant));
    }

    // What else comes of a transaction changes no duration.
    private void FetchTimes(EventType type, in CompactFigures figures)
    {
        if (type == EventType.Response)
            state.Pool.Fetch(figures.Response);
        if (type == EventType.Notification)
            state.Pool.Fetch(figures.Delay);
    }

    // Whoever is asked for while at rest is woken, which is for the event to do.
    private bool IsAwake(int terminal) => terminal >= 0 && !state.Terminals.IsAtRest(terminal);

    private void FetchTransaction(int number)
    {
        if (number >= 0)
            CacheLines.FetchAll(in state.Transactions[number]);
    }

    private struct Subject
    {
        public EventKeys Keys;
        public EventType Type;

        // Those that are probably meant; -1 for none.
        public int Terminal, Transaction;
        public bool HasTerminal, HasTransaction;

        // UTC ticks; 0 where it does not end with this event.
        public long FinishesAt;
    }
}
