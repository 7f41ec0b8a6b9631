using PosMonitor.Transactions;

namespace PosMonitor.Shards;

/// <summary>
/// Which layer of a shard's newest snapshot has which transaction as it is. What has changed since the snapshot before goes into a new layer; an earlier
/// one stays for as long as at least half of what it holds is of use, so that a snapshot costs what happened and not what is held.
/// </summary>
public sealed class SnapshotLayers
{
    /// <summary>Of more than this many those with the least in them are written anew, down to half.</summary>
    private const int Most = 64;

    private readonly List<Layer> _layers = [];
    private uint _next = 1;

    /// <summary>The numbers of the layers, in order.</summary>
    public IReadOnlyList<long> Numbers => [.. _layers.Select(layer => layer.Number)];

    /// <summary>True where a layer has what was written under this number, see <see cref="Transaction.Saved"/>.</summary>
    public bool Holds(uint saved) => saved != 0 && PlaceOf(saved) >= 0;

    /// <summary>Nothing is known to be written: the next snapshot is whole.</summary>
    public void Forget() => _layers.Clear();

    /// <summary>A layer that was read.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="first">Under what its first transaction is written; the others follow.</param>
    /// <param name="count">How many there are.</param>
    public void Restore(long number, uint first, int count)
    {
        _layers.Add(new Layer(number, first, count));
        _next = Math.Max(_next, first + (uint)count);
    }

    /// <summary>Drops the layers of which too little is still of use, before a snapshot is written; what is, goes into the new one.</summary>
    public void Sift(Slab<Transaction> transactions)
    {
        if (_next > uint.MaxValue - (uint)transactions.Length)
            StartOver(transactions);
        var used = new int[_layers.Count];
        for (var number = 0; number < transactions.Length; number++)
        {
            if (transactions[number].Saved is var saved && saved != 0 && PlaceOf(saved) is var place && place >= 0)
                used[place]++;
        }
        var kept = Enumerable.Range(0, used.Length).OrderByDescending(place => used[place]).Take(used.Length > Most ? Most / 2 : Most)
            .Where(place => used[place] > 0 && 2 * used[place] >= _layers[place].Count).Order().Select(place => _layers[place]).ToList();
        _layers.Clear();
        _layers.AddRange(kept);
    }

    /// <summary>Begins a new layer.</summary>
    /// <returns>Under what its first transaction is written.</returns>
    public uint Begin() => _next;

    /// <summary>Puts a transaction into the layer that was begun.</summary>
    /// <returns>Under what it is written.</returns>
    public uint Next() => _next++;

    /// <summary>Ends the layer that was begun.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="first">What <see cref="Begin"/> gave.</param>
    /// <returns>False where nothing is in it.</returns>
    public bool End(long number, uint first)
    {
        if (_next == first)
            return false;
        _layers.Add(new Layer(number, first, (int)(_next - first)));
        return true;
    }

    private void StartOver(Slab<Transaction> transactions)
    {
        Forget();
        _next = 1;
        for (var number = 0; number < transactions.Length; number++)
        {
            // What was given back shares one piece that nobody writes.
            if (transactions[number].Saved != 0)
                transactions[number].Saved = 0;
        }
    }

    private int PlaceOf(uint saved)
    {
        var (low, high) = (0, _layers.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (saved < _layers[middle].First)
                high = middle - 1;
            else if (saved - _layers[middle].First >= (uint)_layers[middle].Count)
                low = middle + 1;
            else
                return middle;
        }
        return -1;
    }

    /// <param name="Number">Its number in the store.</param>
    /// <param name="First">Under what its first transaction is written.</param>
    /// <param name="Count">How many it holds.</param>
    private readonly record struct Layer(long Number, uint First, int Count);
}
