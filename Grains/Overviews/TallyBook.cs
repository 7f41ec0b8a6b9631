using PosMonitor.Shards;

namespace PosMonitor.Overviews;

/// <summary>Counts groups by their keys, and adds up what others have counted.</summary>
/// <param name="width">How many counts a group has.</param>
/// <param name="expected">About how many groups there will be.</param>
public sealed class TallyBook(int width, int expected = 64)
{
    private readonly Names _keys = new(expected);
    private int[] _counts = new int[Math.Max(64, expected) * width];

    /// <summary>How many groups.</summary>
    public int Groups => _keys.Count;

    /// <summary>The counts of a group, 0 … <see cref="Groups"/> - 1.</summary>
    public Span<int> this[int group] => _counts.AsSpan(group * width, width);

    /// <summary>The counts of the group with this key, a new one where there is none yet. They may be written to until the next one is asked for.</summary>
    public Span<int> Of(ReadOnlySpan<byte> key)
    {
        var group = _keys.Intern(key);
        if ((group + 1) * width > _counts.Length)
            Array.Resize(ref _counts, _counts.Length * 2);
        return this[group];
    }

    public ReadOnlySpan<byte> KeyOf(int group) => _keys[group];

    /// <summary>Adds what another book has counted of the same.</summary>
    public void Add(Tally other)
    {
        var (key, count) = (0, 0);
        while (key < other.Keys.Length)
        {
            var length = other.Keys[key];
            Add(other.Keys.AsSpan(key + 1, length), other.Counts.AsSpan(count, width));
            (key, count) = (key + 1 + length, count + width);
        }
    }

    /// <summary>Adds counts to those of a group.</summary>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<int> counts)
    {
        var sums = Of(key);
        for (var place = 0; place < width; place++)
            sums[place] += counts[place];
    }

    public Tally ToTally()
    {
        var keys = new byte[Enumerable.Range(0, Groups).Sum(group => 1 + KeyOf(group).Length)];
        var at = 0;
        for (var group = 0; group < Groups; group++)
        {
            var key = KeyOf(group);
            keys[at++] = (byte)key.Length;
            key.CopyTo(keys.AsSpan(at));
            at += key.Length;
        }
        return new Tally(keys, _counts[..(Groups * width)]);
    }
}
