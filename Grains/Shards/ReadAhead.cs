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
    public const int Most = 32;

    private readonly BatchReader _reader = new();
    private readonly Subject[] _subjects = new Subject[Most];

    /// <summary>Starts with a batch that lies inside a larger record.</summary>
    /// <exception cref="InvalidDataException">The batch is of a version that this code does not know.</exception>
    public void Open(byte[] record, int offset, int length) => _reader.Open(record, offset, length);

    /// <summary>Looks at the next <see cref="Most"/> events.</summary>
    /// <exception cref="InvalidDataException">The batch ends in the middle of one.</exception>
    public void Look()
    {
        var subjects = _subjects.AsSpan(0, ReadSubjects());
        foreach (ref var subject in subjects)
            FindCandidates(ref subject);
        foreach (ref readonly var subject in subjects)
            FetchEntries(subject);
        foreach (ref readonly var subject in subjects)
            FetchBlocks(subject);
        foreach (ref readonly var subject in subjects)
            FetchMerchant(subject);
    }

    private int ReadSubjects()
    {
        var count = 0;
        EventView e = default;
        for (var read = 0; read < Most && _reader.Read(ref e); read++)
        {
            if (e.Terminal.IsEmpty)
                continue;
            ref var subject = ref _subjects[count++];
            subject = new Subject { TerminalKey = ShardMap.Hash(e.Acquirer, e.Terminal), Transaction = -1 };
            state.TerminalIndex.Fetch(subject.TerminalKey);
            if (e.Txn.IsEmpty)
                continue;
            subject.HasTransaction = true;
            subject.FinishesAt = e.Type == EventType.Response ? e.Time : 0;
            subject.TransactionKey = ShardState.TransactionKey(subject.TerminalKey, e.Txn);
            state.TransactionIndex.Fetch(subject.TransactionKey);
            // One that is not held yet is looked for among those that are no longer.
            if (e.Type == EventType.Request)
                state.Closed.Fetch(subject.TransactionKey);
        }
        return count;
    }

    private void FindCandidates(ref Subject subject)
    {
        subject.Terminal = state.TerminalIndex.Candidate(subject.TerminalKey);
        if (subject.Terminal >= 0)
            state.Terminals.FetchEntry(subject.Terminal);
        if (!subject.HasTransaction)
            return;
        subject.Transaction = state.TransactionIndex.Candidate(subject.TransactionKey);
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
        state.Pool.Fetch(terminal.Window);
        state.Pool.Fetch(terminal.Total.Response);
        state.Pool.Fetch(terminal.Total.Delay);
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
        state.Pool.Fetch(merchant.Total.Response);
        state.Pool.Fetch(merchant.Total.Delay);
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
        public ulong TerminalKey, TransactionKey;

        // Those that are probably meant; -1 for none.
        public int Terminal, Transaction;
        public bool HasTransaction;

        // UTC ticks; 0 where it does not end with this event.
        public long FinishesAt;
    }
}
