using System.IO.Hashing;
using System.Text;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Terminals;
using PosMonitor.Terminals.Rest;
using PosMonitor.Transactions;

namespace PosMonitor.Shards;

/// <summary>All that a shard knows: plain data and the indexes into it. What happens to it stands in <see cref="Shard"/> and <see cref="TransactionDesk"/>.</summary>
public sealed class ShardState
{
    public ShardState(ShardOptions options)
    {
        Options = options;
        Terminals = new TerminalTable(Names);
        Book = new SettingBook(options.Detection, Names, Terminals.IdText);
        TerminalIndex = new KeyIndex(Terminals.KeyOf);
        TransactionIndex = new KeyIndex(number => Transactions[number].Key);
        Deadlines = new DeadlineQueue(Terminals, Transactions, options.Clock, options.Grace);
        Parties = new PartyBook(Terminals, Transactions, Pool);
        Slots = new SlotBook(SubjectText, PutMerchant, SubjectOf);
        Feeds = new FeedBook(Names);
        Charges = new ChargeBook(Transactions, Names, Pool);
        Closed = new ClosedTransactions(options.Retention);
    }

    public ShardOptions Options { get; }

    /// <summary>Settings and the registry's acquirers, by version.</summary>
    public SettingBook Book { get; }
    public Names Names { get; } = new();
    public BytePool Pool { get; } = new();
    public TerminalTable Terminals { get; }
    public Slab<Transaction> Transactions { get; } = new();
    public KeyIndex TerminalIndex { get; }
    public KeyIndex TransactionIndex { get; }
    public DeadlineQueue Deadlines { get; }
    public PartyBook Parties { get; }
    public SlotBook Slots { get; }
    public FeedBook Feeds { get; }
    public ChargeBook Charges { get; }
    public ClosedTransactions Closed { get; }

    /// <summary>What of the transactions is in the newest snapshot.</summary>
    public SnapshotLayers Layers { get; } = new();

    /// <summary>The newest snapshot may not be what it was thought to be: nothing is known to be written, and the next one is whole.</summary>
    public void ForgetLayers()
    {
        Layers.Forget();
        Closed.Layers.Forget();
    }

    /// <summary>The snapshot that is being written: whoever is about to change a terminal or a transaction of it tells it before. Null for none.</summary>
    public RunningSnapshot? Snapshot { get; set; }

    /// <summary>What lets terminals rest; null where none does.</summary>
    public TerminalRest? Rest => Terminals.Rest;

    /// <summary>The times of the last reversals, by the number of the terminal.</summary>
    public Dictionary<int, List<long>> Reversals { get; } = [];

    /// <summary>How terminals stand with required procedures, by the number of the terminal.</summary>
    public Dictionary<int, Procedure> Procedures { get; } = [];

    /// <summary>Events for transactions that were no longer held (contract §3).</summary>
    public long AfterClose { get; set; }

    /// <summary>The last record applied.</summary>
    public long Seq { get; set; }

    /// <summary>The latest watermark (stream clock) or moment of the server's clock (wall clock) that the shard has seen, UTC ticks.</summary>
    public long Clock { get; set; } = long.MinValue;

    /// <summary>What <see cref="Alerts.AlertEffect.Known"/> is now: all up to the clock is worked out already. With the wall clock deadlines have their grace instead.</summary>
    public long Known => Options.Clock == ClockMode.Stream && Clock != long.MinValue ? Clock + 1 : 0;

    /// <summary>The clock up to which slot figures were reported.</summary>
    public long Reported { get; set; } = long.MinValue;

    /// <summary>The server's clock of the record being applied, UTC ticks.</summary>
    public long Arrival { get; set; }

    /// <summary>The name of the merchant that a terminal is bound to: the registered one, else the first that an event named; -1 for none.</summary>
    public int BoundMerchant(int terminal)
    {
        if (Terminals.IsAtRest(terminal))
            return Terminals.GlanceAt(terminal).Merchant;
        ref var of = ref Terminals[terminal];
        var registered = Registration.MerchantOf(of, Pool);
        return registered >= 0 ? registered : of.Merchant;
    }

    /// <summary>The oldest configuration under which a transaction that is held was begun.</summary>
    public int OldestConfiguration()
    {
        var oldest = Book.Number;
        for (var number = 0; number < Transactions.Length; number++)
        {
            if (Transactions[number].Facts != 0)
                oldest = Math.Min(oldest, Transactions[number].Configuration);
        }
        return oldest;
    }

    public List<long> ReversalsOf(int terminal)
    {
        if (!Reversals.TryGetValue(terminal, out var times))
            Reversals[terminal] = times = [];
        return times;
    }

    /// <summary>The number of a terminal, or -1.</summary>
    public int FindTerminal(ReadOnlySpan<byte> acquirer, ReadOnlySpan<byte> id)
    {
        var key = ShardMap.Hash(acquirer, id);
        return FindTerminal(key, acquirer, id);
    }

    /// <summary>The number of a terminal, or -1.</summary>
    public int FindTerminal(string acquirer, string id) => FindTerminal(Encoding.UTF8.GetBytes(acquirer), Encoding.UTF8.GetBytes(id));

    /// <summary>The number of a terminal, a new one where there is none yet.</summary>
    public int InternTerminal(ReadOnlySpan<byte> acquirer, ReadOnlySpan<byte> id) => InternTerminal(ShardMap.Hash(acquirer, id), acquirer, id);

    /// <summary>The same, of which the <see cref="ShardMap.Hash"/> is known.</summary>
    public int InternTerminal(ulong key, ReadOnlySpan<byte> acquirer, ReadOnlySpan<byte> id)
    {
        var number = FindTerminal(key, acquirer, id);
        if (number >= 0)
            return number;
        return AddTerminal(Names.Intern(acquirer), id);
    }

    /// <summary>How many terminals each acquirer has, by its name in the shard.</summary>
    public Dictionary<int, int> TerminalsOf { get; } = [];

    /// <summary>A new terminal of which nothing is known yet.</summary>
    /// <param name="acquirer">The name of its acquirer.</param>
    /// <param name="id">Its id.</param>
    public int AddTerminal(int acquirer, ReadOnlySpan<byte> id)
    {
        var number = Terminals.Add(acquirer, id);
        TerminalIndex.Add(Terminals[number].Key, number);
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(TerminalsOf, acquirer, out _)++;
        return number;
    }

    /// <summary>What overviews ask of a terminal; one at rest is not woken for it.</summary>
    /// <param name="terminal">The number of the terminal.</param>
    /// <param name="now">The settled clock, UTC ticks.</param>
    public TerminalGlance GlanceAt(int terminal, long now)
    {
        if (Terminals.IsAtRest(terminal))
        {
            var resting = Terminals.GlanceAt(terminal);
            var status = resting.Status == TerminalStatus.Idle && TerminalStanding.IsActive(Rest!.LatestEvent, now) && TerminalStanding.IsActive(Rest.LastEventOf(terminal), now)
                ? TerminalStatus.Active
                : resting.Status;
            return new TerminalGlance(resting.Merchant, status, resting.Finished, resting.Failures);
        }
        ref readonly var of = ref Terminals[terminal];
        return new TerminalGlance(
            BoundMerchant(terminal), of.LastEvent == 0 ? null : TerminalStanding.Of(of, now), of.WindowCount,
            of.WindowCount == 0 ? 0 : FinishWindow.Failures(Pool[of.Window], of.WindowCount));
    }

    /// <summary>False where only the registry knows a terminal.</summary>
    public bool HasEvents(int terminal) =>
        Terminals.IsAtRest(terminal) ? Terminals.GlanceAt(terminal).Status is not null : Terminals[terminal].LastEvent != 0;

    /// <summary>Gives memory back that was needed once and is not any more.</summary>
    public void GiveBack()
    {
        Transactions.GiveBack();
        TransactionIndex.GiveBack();
        Charges.GiveBack();
        Parties.GiveBack();
        Deadlines.GiveBack();
        Slots.GiveBack();
        if (Pool.IsSparse)
            RenewPool();
    }

    // Every block has one owner, and these are all.
    private void RenewPool()
    {
        var former = Pool.Renew();
        for (var place = 0; place < Terminals.Awake; place++)
        {
            ref var terminal = ref Terminals[Terminals.AwakeAt(place)];
            former.Move(ref terminal.Window);
            former.Move(ref terminal.Registration);
            terminal.Total.Move(former);
        }
        Parties.Move(former);
        for (var number = 0; number < Transactions.Length; number++)
        {
            if (Transactions[number].Facts != 0)
                former.Move(ref Transactions[number].Facts);
        }
    }

    /// <summary>The fingerprint of a transaction.</summary>
    public static ulong TransactionKey(ulong terminal, ReadOnlySpan<byte> txn) => XxHash3.HashToUInt64(txn, (long)terminal);

    /// <summary>A transaction that is about to change; the next snapshot writes it anew.</summary>
    public ref Transaction Change(int transaction)
    {
        ref var changed = ref Transactions[transaction];
        changed.Saved = 0;
        return ref changed;
    }

    /// <summary>The number of a transaction that is held, or -1.</summary>
    public int FindTransaction(ulong key, int terminal, ReadOnlySpan<byte> txn)
    {
        var slot = -1;
        int number;
        while ((number = TransactionIndex.Find(key, ref slot)) >= 0)
        {
            ref var transaction = ref Transactions[number];
            if (transaction.Terminal == terminal && FactBlock.Txn(Pool[transaction.Facts]).SequenceEqual(txn))
                return number;
        }
        return -1;
    }

    /// <summary>The key of a transaction, or null where the number is no longer one that is held of this terminal.</summary>
    public string? TxnOf(int transaction, int terminal) => IsHeldOf(transaction, terminal) ? FactBlock.TxnText(Pool[Transactions[transaction].Facts]) : null;

    /// <summary>True where the number, or -1, is one of a transaction that is held of this terminal.</summary>
    public bool IsHeldOf(int transaction, int terminal) =>
        transaction >= 0 && Transactions[transaction].Facts != 0 && Transactions[transaction].Terminal == terminal;

    /// <summary>What is on record of a held transaction.</summary>
    public ReadOnlySpan<byte> FactsOf(int transaction)
    {
        ref var held = ref Transactions[transaction];
        return Pool[held.Facts][..held.FactsLength];
    }

    private int FindTerminal(ulong key, ReadOnlySpan<byte> acquirer, ReadOnlySpan<byte> id)
    {
        var slot = -1;
        int number;
        while ((number = TerminalIndex.Find(key, ref slot)) >= 0)
        {
            if (Terminals.IdOf(number, out var of).SequenceEqual(id) && Names[of].SequenceEqual(acquirer))
                return number;
        }
        return -1;
    }

    private string SubjectText(SubjectKind kind, int subject)
    {
        if (kind is SubjectKind.Issuer or SubjectKind.Acquirer)
            return Names.Text(subject);
        ref var merchant = ref Parties.Merchants[subject];
        return TerminalKey.Of(Names.Text(merchant.Acquirer), Names.Text(merchant.Id));
    }

    private void PutMerchant(int number, SnapshotWriter to)
    {
        ref var merchant = ref Parties.Merchants[number];
        Span<byte> key = stackalloc byte[TerminalKey.MaxBytes];
        to.Put(key[..TerminalKey.Write(Names[merchant.Acquirer], Names[merchant.Id], key)]);
    }

    private SlotSubject SubjectOf(SlotFigures figures)
    {
        if (figures.Kind is SubjectKind.Issuer or SubjectKind.Acquirer)
            return new SlotSubject(figures.Kind, Names.Find(figures.Subject), figures.Acquirer is { } of ? Names.Find(of) : -1);
        var (acquirer, merchant) = TerminalKey.Parse(figures.Subject);
        return new SlotSubject(figures.Kind, Parties.FindMerchant(Names.Find(acquirer), Names.Find(merchant)));
    }
}
