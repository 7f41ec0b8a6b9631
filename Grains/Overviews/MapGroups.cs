using PosMonitor.Shards;

namespace PosMonitor.Overviews;

/// <summary>The groups of the whole map, from those of the shards.</summary>
public static class MapGroups
{
    /// <summary>How many counts a group has: <see cref="MapCount"/>.</summary>
    public const int Width = (int)MapCount.Failures + 1;

    /// <summary>More groups than this are no map any more.</summary>
    public const int Most = 20_000;

    /// <summary>
    /// Adds the parts up. Where there are more groups than wanted, the smallest of those in which no terminal fails, is slow or silent go into the group of
    /// their acquirer that has no merchant, the same part of each acquirer's; what is not well is always shown by itself.
    /// </summary>
    public static Tally Sum(IEnumerable<Tally> parts, int most)
    {
        var all = new TallyBook(Width);
        foreach (var part in parts)
            all.Add(part);
        return all.Groups <= most ? all.ToTally() : Fold(all, most).ToTally();
    }

    private static TallyBook Fold(TallyBook all, int most)
    {
        var (folded, wells, acquirers) = (new TallyBook(Width), new List<List<int>>(), new Names());
        for (var group = 0; group < all.Groups; group++)
        {
            var acquirer = acquirers.Intern(PartyKey.WithoutMerchant(all.KeyOf(group)));
            if (acquirer == wells.Count)
                wells.Add([]);
            if (IsWell(all[group]) && all.KeyOf(group)[^1] != (byte)'/')
                wells[acquirer].Add(group);
            else
                folded.Add(all.KeyOf(group), all[group]);
        }
        // Each acquirer may need a group for the rest.
        var room = Math.Max(0, most - folded.Groups - acquirers.Count);
        var well = wells.Sum(static groups => groups.Count);
        foreach (var groups in wells)
        {
            groups.Sort((one, other) => all[other][(int)MapCount.Terminals] is var size && size != all[one][(int)MapCount.Terminals]
                ? size.CompareTo(all[one][(int)MapCount.Terminals])
                : all.KeyOf(one).SequenceCompareTo(all.KeyOf(other)));
            var shown = (int)((long)room * groups.Count / Math.Max(1, well));
            foreach (var group in groups[..shown])
                folded.Add(all.KeyOf(group), all[group]);
            foreach (var group in groups[shown..])
                folded.Add(PartyKey.WithoutMerchant(all.KeyOf(group)), all[group]);
        }
        return folded;
    }

    private static bool IsWell(ReadOnlySpan<int> counts) =>
        counts[(int)MapCount.Failing] + counts[(int)MapCount.Slow] + counts[(int)MapCount.Silent] == 0;
}
