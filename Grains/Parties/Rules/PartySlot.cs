namespace PosMonitor.Parties.Rules;

/// <summary>A party's ten-second slot: what every shard told of it, and the sums.</summary>
/// <param name="start">The start of the slot, UTC ticks.</param>
public sealed class PartySlot(long start)
{
    // In order of shard and acquirer. A merchant has mostly one.
    private readonly List<(int Shard, SlotFigures Figures)> _told = new(1);

    public long Start => start;

    public int Finished { get; private set; }

    public int Failures { get; private set; }

    public IReadOnlyList<(int Shard, SlotFigures Figures)> Told => _told;

    /// <summary>Replaces what <paramref name="shard"/> told before, of an issuer on the same acquirer's terminals.</summary>
    public void Put(int shard, SlotFigures figures)
    {
        var at = PlaceOf(shard, figures.Acquirer);
        if (at < _told.Count && IsAt(at, shard, figures.Acquirer))
        {
            Count(_told[at].Figures, -1);
            _told[at] = (shard, figures);
        }
        else
        {
            _told.Insert(at, (shard, figures));
        }
        Count(figures, 1);
    }

    /// <summary>Forgets what <paramref name="shard"/> told.</summary>
    public void Remove(int shard)
    {
        foreach (var (_, figures) in _told.Where(told => told.Shard == shard))
            Count(figures, -1);
        _told.RemoveAll(told => told.Shard == shard);
    }

    private void Count(SlotFigures figures, int sign)
    {
        Finished += sign * figures.Finished;
        Failures += sign * figures.Bad;
    }

    private int PlaceOf(int shard, string? acquirer)
    {
        var (low, high) = (0, _told.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var (other, figures) = _told[middle];
            if (other < shard || (other == shard && string.CompareOrdinal(figures.Acquirer, acquirer) < 0))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private bool IsAt(int place, int shard, string? acquirer) => _told[place].Shard == shard && _told[place].Figures.Acquirer == acquirer;
}
