using PosMonitor.Shards;

namespace PosMonitor.Searches;

/// <summary>Keeps the few nearest of many ids that begin alike: the shortest, then in ordinal order. No text is made of the others.</summary>
/// <param name="names">The names of the shard.</param>
/// <param name="start">How they begin.</param>
/// <param name="limit">How many are kept.</param>
internal sealed class NearestNames(Names names, byte[] start, int limit)
{
    private readonly List<(int Name, int Number)> _kept = [];

    /// <summary>The nearest, nearest first: their names, and what they were offered with.</summary>
    public IReadOnlyList<(int Name, int Number)> Kept => _kept;

    public void Offer(int name, int number)
    {
        var id = names[name];
        if (!id.StartsWith(start))
            return;
        var place = _kept.Count;
        while (place > 0 && IsNearer(id, names[_kept[place - 1].Name]))
            place--;
        if (place == limit)
            return;
        _kept.Insert(place, (name, number));
        if (_kept.Count > limit)
            _kept.RemoveAt(limit);
    }

    private static bool IsNearer(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.Length != other.Length ? one.Length < other.Length : one.SequenceCompareTo(other) < 0;
}
