using System.IO.Hashing;
using System.Runtime.InteropServices;
using PosMonitor.Shards;

namespace PosMonitor.Transactions;

/// <summary>
/// The approved purchases of known cards that a shard holds, by terminal, card, amount and currency, and the pairs of them that were taken for one
/// charge made twice.
/// </summary>
public sealed class ChargeBook(Slab<Transaction> transactions, Names names, BytePool pool)
{
    private readonly KeyIndex _index = new(number => transactions[number].ChargeKey);
    private readonly Dictionary<int, int> _firstOf = [];
    private readonly List<(int First, string Second)> _closedSeconds = [];
    private readonly TransactionFacts _facts = new(names);

    /// <summary>The pairs, as (second, first); the first is -1 where it is no longer held.</summary>
    public IEnumerable<KeyValuePair<int, int>> Pairs => _firstOf;

    /// <summary>The pairs of which only the first is held, as (first, subject of the alert about the second).</summary>
    public IReadOnlyList<(int First, string Second)> ClosedSeconds => _closedSeconds;

    /// <summary>True where the transaction stands in the book as these facts tell it.</summary>
    public bool Holds(int transaction, TransactionFacts facts) => transactions[transaction].ChargeKey == KeyOf(transaction, facts);

    /// <summary>True where the transaction stands in the book.</summary>
    public bool Holds(int transaction) => transactions[transaction].ChargeKey != 0;

    public void Add(int transaction, TransactionFacts facts)
    {
        var key = transactions[transaction].ChargeKey = KeyOf(transaction, facts);
        _index.Add(key, transaction);
    }

    /// <summary>Takes a charge out.</summary>
    public void Remove(int transaction)
    {
        _index.Remove(transactions[transaction].ChargeKey, transaction);
        transactions[transaction].ChargeKey = 0;
    }

    /// <summary>Takes out a transaction that is no longer held.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="openAlert">The subject of the alert that it was charged twice, where that is open; else null.</param>
    public void Forget(int transaction, string? openAlert)
    {
        if (Holds(transaction))
            Remove(transaction);
        if (_closedSeconds.Count > 0)
            _closedSeconds.RemoveAll(pair => pair.First == transaction);
        if (_firstOf.Count == 0)
            return;
        // The first of a pair may still be reversed when the second can no longer be.
        if (_firstOf.Remove(transaction, out var partner) && partner >= 0 && openAlert is not null)
            CloseSecond(partner, openAlert);
        // The second of a pair may still be reversed when the first can no longer be.
        foreach (var second in _firstOf.Where(pair => pair.Value == transaction).Select(pair => pair.Key).ToList())
            _firstOf[second] = -1;
    }

    /// <summary>Gives memory back that is no longer needed.</summary>
    public void GiveBack() => _index.GiveBack();

    /// <summary>The charge with the latest response before that of <paramref name="transaction"/>; -1 for none.</summary>
    public int LatestBefore(int transaction, TransactionFacts facts)
    {
        var (best, at, limit) = (-1, long.MinValue, facts.Response.Time);
        var (key, slot) = (transactions[transaction].ChargeKey, -1);
        int other;
        while ((other = _index.Find(key, ref slot)) >= 0)
        {
            if (other != transaction && RespondedAt(other) is var time && time <= limit && time > at)
                (best, at) = (other, time);
        }
        return best;
    }

    /// <summary>The charge with the earliest response after that of <paramref name="transaction"/>; -1 for none.</summary>
    public int EarliestAfter(int transaction, TransactionFacts facts)
    {
        var (best, at, limit) = (-1, long.MaxValue, facts.Response.Time);
        var (key, slot) = (transactions[transaction].ChargeKey, -1);
        int other;
        while ((other = _index.Find(key, ref slot)) >= 0)
        {
            if (other != transaction && RespondedAt(other) is var time && time > limit && time < at)
                (best, at) = (other, time);
        }
        return best;
    }

    /// <summary>The time of a held transaction's response, UTC ticks.</summary>
    public long RespondedAt(int transaction) => FactsOf(transaction).Response.Time;

    public void Pair(int first, int second) => _firstOf[second] = first;

    /// <summary>Notes a pair of which only the first is held.</summary>
    public void CloseSecond(int first, string second) => _closedSeconds.Add((first, second));

    /// <summary>Ends the pairs of a transaction whose seconds are no longer held.</summary>
    /// <returns>The subjects of the alerts about them.</returns>
    public IReadOnlyList<string> UnpairClosed(int first)
    {
        if (_closedSeconds.Count == 0)
            return [];
        var seconds = _closedSeconds.Where(pair => pair.First == first).Select(pair => pair.Second).ToList();
        _closedSeconds.RemoveAll(pair => pair.First == first);
        return seconds;
    }

    /// <summary>Ends the pairs that a transaction is one of.</summary>
    /// <returns>The seconds of them.</returns>
    public IReadOnlyList<int> Unpair(int transaction)
    {
        if (_firstOf.Count == 0)
            return [];
        List<int> seconds = [];
        foreach (var (second, first) in _firstOf)
        {
            if (second == transaction || first == transaction)
                seconds.Add(second);
        }
        foreach (var second in seconds)
            _firstOf.Remove(second);
        return seconds;
    }

    private TransactionFacts FactsOf(int transaction)
    {
        ref var held = ref transactions[transaction];
        _facts.Read(pool[held.Facts][..held.FactsLength]);
        return _facts;
    }

    private ulong KeyOf(int transaction, TransactionFacts facts)
    {
        ref readonly var request = ref facts.Request;
        Span<ulong> key = [(ulong)transactions[transaction].Terminal, request.Card, (ulong)request.Amount, (ulong)request.Currency];
        return Math.Max(1, XxHash3.HashToUInt64(MemoryMarshal.AsBytes(key)));
    }
}
