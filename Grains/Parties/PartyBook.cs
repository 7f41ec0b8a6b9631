using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using PosMonitor.Merchants;
using PosMonitor.Shards;
using PosMonitor.Terminals;
using PosMonitor.Transactions;

namespace PosMonitor.Parties;

/// <summary>
/// A shard's part of all totals (contract §5). Every change of a transaction takes it out of the figures as it stood and puts it in as it stands, so that
/// no sum can drift. Each issuer on each acquirer's terminals, of which there are few, keeps its figures up to date by stage; fleet, acquirers, issuers and windows
/// are sums of these, and the windows of a merchant or terminal are put together from its held transactions, when somebody asks.
/// </summary>
public sealed class PartyBook(TerminalTable terminals, Slab<Transaction> transactions, BytePool pool)
{
    /// <summary>The last stage: the transaction has left every window.</summary>
    public const byte Gone = 4;

    /// <summary>Stands for the acquirer in figures of before issuers were counted by acquirer.</summary>
    public const int NoAcquirer = -1;

    private static readonly long[] Spans = [TimeSpan.TicksPerMinute, 5 * TimeSpan.TicksPerMinute, TimeSpan.TicksPerHour];
    private readonly Dictionary<(int Acquirer, int Issuer), PartyShare> _shares = [];
    // Of each event some are asked for, and a few hundred are most that there are.
    private readonly PartyShare?[] _recent = new PartyShare?[256];
    private readonly (int Number, long Moment)[] _due = new (int, long)[32];
    private readonly Slab<CompactFigures> _totals = new();
    private KeyIndex? _merchantIndex;
    private TimingWheel? _transitions;
    private long _clock = long.MinValue;

    /// <summary>By the names of acquirer and issuer in the shard: whoever may see some acquirers only is told the sum of theirs, everybody else that of all.</summary>
    public IReadOnlyCollection<PartyShare> Shares => _shares.Values;

    /// <summary>The totals of all acquirers.</summary>
    public SubjectTotals Fleet => Sum("", Shares.Where(static share => share.Acquirer != NoAcquirer));

    public Slab<Merchant> Merchants { get; } = new();

    /// <summary>Called when a closed transaction has left every window and its entry can be freed.</summary>
    public Action<int>? Left { get; set; }

    // The moments at which transactions enter and leave the windows.
    private TimingWheel Transitions => _transitions ??= new TimingWheel(MoveOf, number => CacheLines.FetchAll(in transactions[number]));

    private KeyIndex MerchantIndex => _merchantIndex ??= new KeyIndex(number => MerchantKey(Merchants[number].Acquirer, Merchants[number].Id));

    /// <summary>The number of a merchant, or -1.</summary>
    public int FindMerchant(int acquirer, int id)
    {
        var key = MerchantKey(acquirer, id);
        var slot = -1;
        int number;
        while ((number = MerchantIndex.Find(key, ref slot)) >= 0)
        {
            if (Merchants[number].Acquirer == acquirer && Merchants[number].Id == id)
                return number;
        }
        return -1;
    }

    /// <summary>The number of a merchant, a new one where there is none yet.</summary>
    public int InternMerchant(int acquirer, int id)
    {
        var number = FindMerchant(acquirer, id);
        if (number >= 0)
            return number;
        number = Merchants.Add();
        Merchants[number] = new Merchant { Acquirer = acquirer, Id = id };
        MerchantIndex.Add(MerchantKey(acquirer, id), number);
        return number;
    }

    /// <summary>What is counted of an issuer's cards on an acquirer's terminals, nothing yet where it is new.</summary>
    /// <param name="acquirer">The acquirer's name in the shard.</param>
    /// <param name="issuer">The issuer's; -1 for what has no issuer, by which an acquirer is known from its first event on.</param>
    public PartyShare Intern(int acquirer, int issuer)
    {
        ref var recent = ref _recent[acquirer * 31 + issuer & (_recent.Length - 1)];
        if (recent is null || recent.Acquirer != acquirer || recent.Issuer != issuer)
        {
            ref var share = ref CollectionsMarshal.GetValueRefOrAddDefault(_shares, (acquirer, issuer), out _);
            recent = share ??= new PartyShare(acquirer, issuer);
        }
        return recent;
    }

    /// <summary>The sum of some shares.</summary>
    /// <param name="id">Of whom they are.</param>
    /// <param name="shares">The shares.</param>
    /// <param name="channels">True where notifications by channel belong to it.</param>
    public static SubjectTotals Sum(string id, IEnumerable<PartyShare> shares, bool channels = false)
    {
        var totals = new SubjectTotals(id);
        Figures[] stages = [.. Enumerable.Range(0, Gone + 1).Select(static _ => new Figures())];
        foreach (var share in shares)
        {
            for (byte stage = 0; stage <= Gone; stage++)
                stages[stage].Add(share[stage]);
            if (channels)
                share.AddChannelsTo(totals);
        }
        AddStages(totals, stages);
        return totals;
    }

    // Stage 1 is in all three windows, 2 in the longer two, 3 in the hour.
    private static void AddStages(SubjectTotals totals, Figures[] stages)
    {
        for (var stage = 0; stage <= Gone; stage++)
        {
            totals.Total.Add(stages[stage]);
            if (stage is 1)
                totals.M1.Add(stages[stage]);
            if (stage is 1 or 2)
                totals.M5.Add(stages[stage]);
            if (stage is 1 or 2 or 3)
                totals.H1.Add(stages[stage]);
        }
    }

    /// <summary>The name in the shard of the merchant that the last request on a terminal named; -1 for none, and for a terminal at rest, which nothing but news is to wake.</summary>
    public int MerchantNameOf(int terminal) => !terminals.IsAtRest(terminal) && terminals[terminal].Linked is > 0 and var linked ? Merchants[linked - 1].Id : -1;

    /// <summary>The number of the merchant that a request on a terminal names, a new one where there is none yet.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="id">The merchant's name in the shard.</param>
    public int LinkMerchant(int terminal, int id)
    {
        if (MerchantNameOf(terminal) == id)
            return terminals[terminal].Linked - 1;
        var merchant = InternMerchant(terminals[terminal].Acquirer, id);
        Link(merchant, terminal);
        return merchant;
    }

    private void Link(int merchant, int terminal)
    {
        var before = terminals[terminal].Linked - 1;
        if (before >= 0 && before != merchant)
            Separate(before);
        terminals[terminal].Linked = merchant + 1;
        ref var of = ref Merchants[merchant];
        for (var place = of.TerminalCount - 1; place >= 0; place--)
        {
            if (TerminalOf(of, place) == terminal)
                return;
        }
        if (before >= 0 || of.TerminalCount > 0)
            Separate(merchant);
        List(merchant, terminal);
    }

    /// <summary>Adds a terminal to a merchant's list.</summary>
    public void List(int merchant, int terminal)
    {
        ref var of = ref Merchants[merchant];
        if (of.TerminalCount == 0)
        {
            (of.Terminals, of.TerminalCount) = (terminal, 1);
            return;
        }
        if (of.TerminalCount == 1)
        {
            var only = of.Terminals;
            of.Terminals = pool.Rent(2 * sizeof(int));
            BinaryPrimitives.WriteInt32LittleEndian(pool[of.Terminals], only);
        }
        pool.Grow(ref of.Terminals, (of.TerminalCount + 1) * sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(pool[of.Terminals][(of.TerminalCount * sizeof(int))..], terminal);
        of.TerminalCount++;
    }

    /// <summary>The number of one of a merchant's terminals.</summary>
    public int TerminalOf(in Merchant merchant, int place) =>
        merchant.TerminalCount == 1 ? merchant.Terminals : BinaryPrimitives.ReadInt32LittleEndian(pool[merchant.Terminals][(place * sizeof(int))..]);

    /// <summary>The totals of a merchant that has some of its own.</summary>
    public ref CompactFigures TotalOf(in Merchant merchant) => ref _totals[merchant.Total - 1];

    /// <summary>Gives a merchant totals of its own, from what its only terminal has counted so far.</summary>
    public void Separate(int merchant)
    {
        ref var of = ref Merchants[merchant];
        if (of.Total != 0)
            return;
        var total = of.TerminalCount == 0 ? default : TotalOfTerminal(of.Terminals);
        // An orphan has no merchant.
        total.SetCount(Figure.Orphan, 0, pool);
        of.Total = _totals.Add() + 1;
        TotalOf(of) = total;
    }

    // A copy, whose blocks are the caller's.
    private CompactFigures TotalOfTerminal(int terminal) =>
        terminals.IsAtRest(terminal) ? terminals.Rest!.TotalOf(terminal) : terminals[terminal].Total.Copy(pool);

    /// <summary>Moves the blocks of merchants into memory that starts over.</summary>
    internal void Move(BytePool.Former former)
    {
        for (var number = 0; number < Merchants.Length; number++)
        {
            if (Merchants[number].TerminalCount > 1)
                former.Move(ref Merchants[number].Terminals);
        }
        for (var number = 0; number < _totals.Length; number++)
            _totals[number].Move(former);
    }

    /// <summary>Counts a transaction as it stands now, instead of as it stood.</summary>
    public void Count(int number, in Counted now)
    {
        ref var transaction = ref transactions[number];
        if (transaction.Counted.IsAs(now))
            return;
        var (before, stage) = (transaction.Counted, transaction.Stage);
        transaction.Counted = now;
        if ((before.At != now.At || !before.Any) && now.Any)
            SetStage(number, ref transaction);
        ref var terminal = ref terminals[transaction.Terminal];
        terminal.Total.Replace(before, now, pool);
        CountMerchant(before, now);
        var share = ShareOf(terminal.Acquirer, now);
        var from = before.HasRequest == now.HasRequest && before.Issuer == now.Issuer ? share : ShareOf(terminal.Acquirer, before);
        CountShare(from, stage, before, share, transaction.Stage, now);
    }

    /// <summary>Moves the settled clock on: transactions enter and leave the windows.</summary>
    public void Advance(long clock)
    {
        if (clock <= _clock)
            return;
        _clock = clock;
        while (TakeDue(clock) is > 0 and var count)
        {
            foreach (var (number, moment) in _due.AsSpan(0, count))
            {
                ref var transaction = ref transactions[number];
                if (MoveOf(number) != moment)
                    continue;
                Move(number, ref transaction, transaction.Stage);
                if (transaction is { Stage: Gone, Facts: 0 })
                    Left?.Invoke(number);
            }
        }
    }

    // Several at once, so that they come from memory together. The order in which they move makes no difference to what is counted, only to which value of a
    // bucket is known as its largest.
    private int TakeDue(long clock)
    {
        var count = 0;
        while (count < _due.Length && Transitions.TryPeek(clock, out var number, out var moment))
        {
            Transitions.Dequeue();
            _due[count++] = (number, moment);
            CacheLines.FetchAll(in transactions[number]);
        }
        for (var place = 0; place < count; place++)
            terminals.FetchEntry(transactions[_due[place].Number].Terminal);
        for (var place = 0; place < count; place++)
            terminals.Fetch(transactions[_due[place].Number].Terminal);
        for (var place = 0; place < count; place++)
            FetchMove(transactions[_due[place].Number]);
        return count;
    }

    private void FetchMove(in Transaction transaction)
    {
        ref readonly var counted = ref transaction.Counted;
        if (!counted.HasRequest || transaction.Stage == Gone)
            return;
        var share = ShareOf(terminals[transaction.Terminal].Acquirer, counted);
        share[transaction.Stage].Fetch(counted.ResponseBucket, counted.DelayBucket);
        share[(byte)(transaction.Stage + 1)].Fetch(counted.ResponseBucket, counted.DelayBucket);
    }

    /// <summary>Puts a transaction that was read from a snapshot back into the windows; the totals since the beginning have it already.</summary>
    public void Restore(int number)
    {
        ref var transaction = ref transactions[number];
        if (transaction.Counted.Any)
            Move(number, ref transaction, Gone);
    }

    /// <summary>
    /// Counts what is held, in figures of before issuers were counted by acquirer, by acquirer from now on, so that it is taken out where it was put in. What is
    /// not held any more belongs to nobody who sees some acquirers only.
    /// </summary>
    public void TakeOver()
    {
        for (var number = 0; number < transactions.Length; number++)
        {
            ref readonly var transaction = ref transactions[number];
            ref readonly var counted = ref transaction.Counted;
            if (!counted.HasRequest)
                continue;
            var acquirer = terminals[transaction.Terminal].Acquirer;
            var (before, after) = (Intern(NoAcquirer, counted.Issuer), Intern(acquirer, counted.Issuer));
            counted.Apply(before[Gone], -1);
            counted.Apply(Intern(acquirer, -1)[Gone], -1);
            before.Match(counted, -1);
            counted.Apply(after[Gone], 1);
            after.Match(counted, 1);
        }
    }

    /// <summary>The totals of a terminal.</summary>
    public SubjectTotals OfTerminal(int number, string id)
    {
        var totals = new SubjectTotals(id);
        terminals[number].Total.AddTo(totals.Total, pool);
        AddWindows(totals, number, -1);
        return totals;
    }

    /// <summary>The totals of a merchant.</summary>
    public SubjectTotals OfMerchant(int number, string id)
    {
        var totals = new SubjectTotals(id);
        ref var merchant = ref Merchants[number];
        if (merchant.Total != 0)
            TotalOf(merchant).AddTo(totals.Total, pool);
        else if (merchant.TerminalCount > 0)
            AddTerminal(totals.Total, merchant.Terminals);
        for (var place = 0; place < merchant.TerminalCount; place++)
            AddWindows(totals, TerminalOf(merchant, place), number);
        return totals;
    }

    // What a terminal counted of its only merchant.
    private void AddTerminal(Figures figures, int terminal)
    {
        var total = TotalOfTerminal(terminal);
        total.AddTo(figures, pool);
        figures[Figure.Orphan] = 0;
        total.Return(pool);
    }

    /// <summary>Gives memory back that is no longer needed.</summary>
    public void GiveBack()
    {
        Transitions.GiveBack();
    }

    private void AddWindows(SubjectTotals totals, int terminal, int merchant)
    {
        // One at rest has no transaction in a window.
        if (terminals.IsAtRest(terminal))
            return;
        AddListed(totals, terminals[terminal].First, merchant);
        AddListed(totals, terminals[terminal].FirstClosed, merchant);
    }

    private void AddListed(SubjectTotals totals, int first, int merchant)
    {
        for (var number = first; number >= 0; number = transactions[number].Next)
        {
            ref var transaction = ref transactions[number];
            if (!transaction.Counted.Any || (merchant >= 0 && (!transaction.Counted.HasRequest || transaction.Counted.Merchant != merchant)))
                continue;
            var stage = StageAt(transaction.Counted.At);
            if (stage == 1)
                transaction.Counted.Apply(totals.M1, 1);
            if (stage is 1 or 2)
                transaction.Counted.Apply(totals.M5, 1);
            if (stage is 1 or 2 or 3)
                transaction.Counted.Apply(totals.H1, 1);
        }
    }

    private void SetStage(int number, ref Transaction transaction)
    {
        transaction.Stage = StageAt(transaction.Counted.At);
        if (transaction.Stage != Gone)
            Transitions.Add(number, NextMove(transaction));
    }

    private long MoveOf(int number)
    {
        ref readonly var transaction = ref transactions[number];
        return transaction.Counted.Any && transaction.Stage != Gone ? NextMove(transaction) : long.MaxValue;
    }

    // When a transaction that is not gone yet enters the windows, or leaves the next of them.
    private static long NextMove(in Transaction transaction) =>
        transaction.Stage == 0 ? transaction.Counted.At : transaction.Counted.At + Spans[transaction.Stage - 1];

    // 0: not yet; 1: in all three windows (clock - span, clock]; 2: in the longer two; 3: in the hour; 4: gone.
    private byte StageAt(long at)
    {
        if (_clock == long.MinValue || at > _clock)
            return 0;
        var age = _clock - at;
        return age < Spans[0] ? (byte)1 : age < Spans[1] ? (byte)2 : age < Spans[2] ? (byte)3 : Gone;
    }

    private void CountMerchant(in Counted before, in Counted now)
    {
        if (before.HasRequest && now.HasRequest && before.Merchant == now.Merchant)
        {
            ref readonly var merchant = ref Merchants[now.Merchant];
            if (merchant.Total != 0)
                TotalOf(merchant).Replace(before, now, pool);
            return;
        }
        if (before.HasRequest)
            Apply(before, -1);
        if (now.HasRequest)
            Apply(now, 1);
    }

    // Where its terminal counts for it, that is done.
    private void Apply(in Counted counted, int sign)
    {
        ref readonly var merchant = ref Merchants[counted.Merchant];
        if (merchant.Total != 0)
            TotalOf(merchant).Apply(counted, sign, pool);
    }

    private static void CountShare(PartyShare from, byte stage, in Counted before, PartyShare to, byte next, in Counted now)
    {
        if (from == to && stage == next)
        {
            now.Replace(before, to[next]);
        }
        else
        {
            before.Apply(from[stage], -1);
            now.Apply(to[next], 1);
        }
        from.Match(before, -1);
        to.Match(now, 1);
    }

    private void Move(int number, ref Transaction transaction, byte from)
    {
        ref readonly var counted = ref transaction.Counted;
        var share = ShareOf(terminals[transaction.Terminal].Acquirer, counted);
        SetStage(number, ref transaction);
        counted.Apply(share[from], -1);
        counted.Apply(share[transaction.Stage], 1);
    }

    private PartyShare ShareOf(int acquirer, in Counted counted) => Intern(acquirer, counted.HasRequest ? counted.Issuer : -1);

    private static ulong MerchantKey(int acquirer, int id)
    {
        Span<int> key = [acquirer, id];
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(key));
    }
}
