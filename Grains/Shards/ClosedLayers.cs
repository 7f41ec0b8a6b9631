namespace PosMonitor.Shards;

/// <summary>
/// Which layers of a shard's newest snapshot have which of its closed transactions, by their place among all that were ever closed. They are never written
/// again but to make one layer of many small ones, and go when all in them are forgotten. Their numbers are negative, as those of held transactions are not.
/// </summary>
public sealed class ClosedLayers
{
    /// <summary>So many layers of like size become one, unless that would hold more than the second.</summary>
    private const int Merged = 16, Most = 1 << 22;

    private readonly List<Layer> _layers = [];

    /// <summary>The numbers of the layers, the oldest first.</summary>
    public IReadOnlyList<long> Numbers => [.. _layers.Select(layer => layer.Number)];

    /// <summary>Nothing is known to be written.</summary>
    public void Forget() => _layers.Clear();

    /// <summary>A layer that was read, after those before it.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="from">The place of the first in it.</param>
    /// <param name="to">The place after the last.</param>
    /// <param name="merges">How often what is in it was made one layer of many.</param>
    public void Restore(long number, long from, long to, int merges) => _layers.Add(new Layer(number, from, to, merges));

    /// <summary>Begins a layer of what no layer has, and drops those that it takes the place of or of which all is forgotten.</summary>
    /// <param name="first">The place of the first that is remembered.</param>
    /// <param name="end">The place after the last.</param>
    /// <returns>From where on it is written, and how often it was merged then; from the end on where nothing is to be written.</returns>
    public (long From, int Merges) Begin(long first, long end)
    {
        _layers.RemoveAll(layer => layer.To <= first);
        var (from, merges) = (_layers.Count == 0 ? first : _layers[^1].To, 0);
        if (from == end)
            return (from, merges);
        while (_layers.Count >= Merged - 1 && _layers[^(Merged - 1)] is var earliest && earliest.Merges == merges && end - earliest.From <= Most)
        {
            _layers.RemoveRange(_layers.Count - (Merged - 1), Merged - 1);
            (from, merges) = (Math.Max(first, earliest.From), merges + 1);
        }
        return (from, merges);
    }

    /// <param name="Number">Its number in the store.</param>
    /// <param name="From">The place of the first in it.</param>
    /// <param name="To">The place after the last.</param>
    /// <param name="Merges">How often what is in it was made one layer of many.</param>
    private readonly record struct Layer(long Number, long From, long To, int Merges);
}
