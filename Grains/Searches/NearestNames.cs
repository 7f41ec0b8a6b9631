namespace PosMonitor.Searches;

/// <summary>Keeps the few nearest of many ids that begin alike: the shortest, then in ordinal order. No text is made of the others.</summary>
/// <param name="idOf">The id of one of them, by its number.</param>
/// <param name="start">How they begin.</param>
/// <param name="limit">How many are kept.</param>
internal sealed class NearestNames(NearestNames.IdOf idOf, byte[] start, int limit)
{
    private readonly List<int> _kept = [];

    public delegate ReadOnlySpan<byte> IdOf(int number);

    /// <summary>The numbers of the nearest, nearest first.</summary>
    public IReadOnlyList<int> Kept => _kept;

    public void Offer(int number)
    {
        var id = idOf(number);
        if (!id.StartsWith(start))
            return;
        var place = _kept.Count;
        while (place > 0 && IsNearer(id, idOf(_kept[place - 1])))
            place--;
        if (place == limit)
            return;
        _kept.Insert(place, number);
        if (_kept.Count > limit)
            _kept.RemoveAt(limit);
    }

    private static bool IsNearer(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.Length != other.Length ? one.Length < other.Length : one.SequenceCompareTo(other) < 0;
}
