using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using PosMonitor.Events;
using PosMonitor.Merchants;
using PosMonitor.Shards;
using PosMonitor.Terminals;
using PosMonitor.Transactions;

namespace PosMonitor.Parties;

/// <summary>
/// A shard's part of all totals (contract §5). Every change of a transaction takes it out of the figures as it stood and puts it in as it stands, so that
/// no sum can drift. The fleet, acquirers and issuers, of which there are few, keep their windows up to date; those of a merchant or terminal are put
/// together from its held transactions when somebody asks.
/// </summary>
public sealed class PartyBook(Slab<Terminal> terminals, Slab<Transaction> transactions, BytePool pool)
{
    /// <summary>The last stage: the transaction has left every window.</summary>
    public const byte Gone = 4;

    /// <summary>Stands for the acquirer in figures of before issuers were counted by acquirer.</summary>
    public const int NoAcquirer = -1;

    private static readonly long[] Spans = [TimeSpan.TicksPerMinute, 5 * TimeSpan.TicksPerMinute, TimeSpan.TicksPerHour];
    private readonly PriorityQueue<int, long> _transitions = new();
    private KeyIndex? _merchantIndex;
    private long _clock = long.MinValue;

    public SubjectTotals Fleet { get; } = new("");

    /// <summary>By the acquirer's name in the shard.</summary>
    public Dictionary<int, SubjectTotals> Acquirers { get; } = [];

    /// <summary>
    /// By the names of acquirer and issuer in the shard: whoever may see some acquirers only is told the sum of theirs, everybody else that of all.
    /// </summary>
    public Dictionary<(int Acquirer, int Issuer), SubjectTotals> Issuers { get; } = [];
    public Slab<Merchant> Merchants { get; } = new();

    /// <summary>Called when a closed transaction has left every window and its entry can be freed.</summary>
    public Action<int>? Left { get; set; }

    private KeyIndex MerchantIndex => _merchantIndex ??= new KeyIndex(number => Merchants[number].Key);

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
        Merchants[number] = new Merchant { Acquirer = acquirer, Id = id, Key = MerchantKey(acquirer, id) };
        MerchantIndex.Add(Merchants[number].Key, number);
        return number;
    }

    /// <summary>The totals of an acquirer, new ones where there are none yet.</summary>
    public SubjectTotals InternAcquirer(int name, Names names)
    {
        ref var totals = ref CollectionsMarshal.GetValueRefOrAddDefault(Acquirers, name, out _);
        return totals ??= new SubjectTotals(names.Text(name));
    }

    /// <summary>The totals of an issuer's cards on an acquirer's terminals, new ones where there are none yet.</summary>
    public SubjectTotals InternIssuer(int acquirer, int name, Names names)
    {
        ref var totals = ref CollectionsMarshal.GetValueRefOrAddDefault(Issuers, (acquirer, name), out _);
        return totals ??= new SubjectTotals(names.Text(name));
    }

    /// <summary>Notes that a request on a terminal named a merchant.</summary>
    public void Link(int merchant, int terminal)
    {
        if (terminals[terminal].Linked == merchant + 1)
            return;
        terminals[terminal].Linked = merchant + 1;
        ref var of = ref Merchants[merchant];
        for (var place = of.TerminalCount - 1; place >= 0; place--)
        {
            if (TerminalOf(of, place) == terminal)
                return;
        }
        List(merchant, terminal);
    }

    /// <summary>Adds a terminal to a merchant's list.</summary>
    public void List(int merchant, int terminal)
    {
        ref var of = ref Merchants[merchant];
        pool.Grow(ref of.Terminals, (of.TerminalCount + 1) * 4);
        BinaryPrimitives.WriteInt32LittleEndian(pool[of.Terminals][(of.TerminalCount * 4)..], terminal);
        of.TerminalCount++;
    }

    /// <summary>The number of one of a merchant's terminals.</summary>
    public int TerminalOf(in Merchant merchant, int place) => BinaryPrimitives.ReadInt32LittleEndian(pool[merchant.Terminals][(place * 4)..]);

    /// <summary>Counts a transaction as it stands now, instead of as it stood.</summary>
    public void Count(int number, in Counted now, Names names)
    {
        ref var transaction = ref transactions[number];
        if (transaction.Counted.IsAs(now))
            return;
        Apply(transaction, -1, names);
        var moved = transaction.Counted.At != now.At || !transaction.Counted.Any;
        transaction.Counted = now;
        if (moved && now.Any)
            SetStage(number, ref transaction);
        Apply(transaction, 1, names);
    }

    /// <summary>Moves the settled clock on: transactions enter and leave the windows.</summary>
    public void Advance(long clock, Names names)
    {
        if (clock <= _clock)
            return;
        _clock = clock;
        while (_transitions.TryPeek(out var number, out var moment) && moment <= clock)
        {
            _transitions.Dequeue();
            ref var transaction = ref transactions[number];
            if (!transaction.Counted.Any || transaction.Stage == Gone || NextMove(transaction) != moment)
                continue;
            ApplyWindows(transaction, -1, names);
            SetStage(number, ref transaction);
            ApplyWindows(transaction, 1, names);
            if (transaction is { Stage: Gone, Facts: 0 })
                Left?.Invoke(number);
        }
    }

    /// <summary>Puts a transaction that was read from a snapshot back into the windows; the totals since the beginning have it already.</summary>
    public void Restore(int number, Names names)
    {
        ref var transaction = ref transactions[number];
        if (!transaction.Counted.Any)
            return;
        SetStage(number, ref transaction);
        ApplyWindows(transaction, 1, names);
    }

    /// <summary>
    /// Counts what is held, in figures of before issuers were counted by acquirer, by acquirer from now on, so that it is taken out where it was put in. What is
    /// not held any more belongs to nobody who sees some acquirers only.
    /// </summary>
    public void TakeOver(Names names)
    {
        for (var number = 0; number < transactions.Length; number++)
        {
            ref readonly var transaction = ref transactions[number];
            ref readonly var counted = ref transaction.Counted;
            if (!counted.HasRequest)
                continue;
            var (before, after) = (InternIssuer(NoAcquirer, counted.Issuer, names), InternIssuer(terminals[transaction.Terminal].Acquirer, counted.Issuer, names));
            counted.Apply(before.Total, -1);
            ApplyChannel(before, counted, -1);
            counted.Apply(after.Total, 1);
            ApplyChannel(after, counted, 1);
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
        merchant.Total.AddTo(totals.Total, pool);
        for (var place = 0; place < merchant.TerminalCount; place++)
            AddWindows(totals, TerminalOf(merchant, place), number);
        return totals;
    }

    private void AddWindows(SubjectTotals totals, int terminal, int merchant)
    {
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
            _transitions.Enqueue(number, NextMove(transaction));
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

    private void Apply(in Transaction transaction, int sign, Names names)
    {
        ref readonly var counted = ref transaction.Counted;
        if (!counted.Any)
            return;
        ref var terminal = ref terminals[transaction.Terminal];
        terminal.Total.Apply(counted, sign, pool);
        if (counted.HasRequest)
            Merchants[counted.Merchant].Total.Apply(counted, sign, pool);
        counted.Apply(Fleet.Total, sign);
        counted.Apply(InternAcquirer(terminal.Acquirer, names).Total, sign);
        if (counted.HasRequest)
        {
            var issuer = InternIssuer(terminal.Acquirer, counted.Issuer, names);
            counted.Apply(issuer.Total, sign);
            ApplyChannel(issuer, counted, sign);
        }
        ApplyWindows(transaction, sign, names);
    }

    private void ApplyWindows(in Transaction transaction, int sign, Names names)
    {
        ref readonly var counted = ref transaction.Counted;
        if (transaction.Stage is 0 or Gone)
            return;
        ApplyWindows(Fleet, transaction, sign);
        var acquirer = terminals[transaction.Terminal].Acquirer;
        ApplyWindows(InternAcquirer(acquirer, names), transaction, sign);
        if (counted.HasRequest)
            ApplyWindows(InternIssuer(acquirer, counted.Issuer, names), transaction, sign);
    }

    private static void ApplyWindows(SubjectTotals totals, in Transaction transaction, int sign)
    {
        if (transaction.Stage == 1)
            transaction.Counted.Apply(totals.M1, sign);
        if (transaction.Stage <= 2)
            transaction.Counted.Apply(totals.M5, sign);
        transaction.Counted.Apply(totals.H1, sign);
    }

    private static void ApplyChannel(SubjectTotals issuer, in Counted counted, int sign)
    {
        if (counted.DelayMs < 0)
            return;
        var channel = ChannelsOf(issuer)[(int)counted.Channel];
        if (counted.Verdict == Verdict.OnTime)
            channel.OnTime += sign;
        else
            channel.Late += sign;
        channel.DelayMs.Add(counted.DelayBucket, sign, counted.DelayMs);
    }

    /// <summary>Counts a notification of an issuer by its channel.</summary>
    public static void Tell(SubjectTotals issuer, in Fact notification)
    {
        var channel = ChannelsOf(issuer)[(int)notification.Channel];
        switch (notification.Status)
        {
            case NotificationStatus.Sent:
                channel.Sent++;
                break;
            case NotificationStatus.Delivered:
                channel.Delivered++;
                break;
            default:
                channel.Failed++;
                break;
        }
    }

    private static ChannelFigures[] ChannelsOf(SubjectTotals issuer) =>
        issuer.Channels ??= [.. Enum.GetValues<NotificationChannel>().Select(_ => new ChannelFigures())];

    private static ulong MerchantKey(int acquirer, int id)
    {
        Span<int> key = [acquirer, id];
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(key));
    }
}
