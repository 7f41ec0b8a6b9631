using System.Text;
using PosMonitor.Parties;

namespace PosMonitor.Overviews;

/// <summary>Which merchants and issuers are the worst.</summary>
public static class Ranking
{
    /// <summary>Of fewer finishes nothing is said.</summary>
    public const int LeastFinished = 5;

    // 95 %.
    private const double Sigmas = 1.96;

    /// <summary>
    /// The worst of all parts, worst first: by the share of failures that is likely at the least, as few finishes tell little. Those without a failure
    /// are not among them.
    /// </summary>
    /// <param name="kind">Merchant or issuer.</param>
    /// <param name="parts">Counts of <see cref="RecentCount"/>.</param>
    /// <param name="limit">How many at the most.</param>
    public static List<WorstParty> Worst(SubjectKind kind, IEnumerable<Tally> parts, int limit)
    {
        var all = new TallyBook(RecentScan.Width);
        foreach (var part in parts)
            all.Add(part);
        List<(double Share, WorstParty Party)> worst = [];
        for (var group = 0; group < all.Groups; group++)
        {
            var (finished, failures) = (all[group][(int)RecentCount.Finished], all[group][(int)RecentCount.Failures]);
            if (finished >= LeastFinished && failures > 0)
                worst.Add((LeastShare(failures, finished), PartyOf(kind, all.KeyOf(group), all[group])));
        }
        return [.. worst.OrderByDescending(item => item.Share).ThenByDescending(item => item.Party.Failures)
            .ThenBy(item => item.Party.Acquirer, StringComparer.Ordinal).ThenBy(item => item.Party.Id, StringComparer.Ordinal).Take(limit).Select(item => item.Party)];
    }

    /// <summary>The lower end of the interval of Wilson (1927) in which the true share lies.</summary>
    public static double LeastShare(int failures, int finished)
    {
        double share = failures / (double)finished, square = Sigmas * Sigmas / finished;
        return (share + square / 2 - Sigmas * Math.Sqrt((share * (1 - share) + square / 4) / finished)) / (1 + square);
    }

    private static WorstParty PartyOf(SubjectKind kind, ReadOnlySpan<byte> key, ReadOnlySpan<int> counts)
    {
        var (finished, failures) = (counts[(int)RecentCount.Finished], counts[(int)RecentCount.Failures]);
        if (kind == SubjectKind.Issuer)
            return new WorstParty(null, Encoding.ASCII.GetString(key), finished, failures, counts[(int)RecentCount.Late], null);
        var (acquirer, merchant) = PartyKey.Read(key);
        return new WorstParty(acquirer, merchant!, finished, failures, null, null);
    }
}
