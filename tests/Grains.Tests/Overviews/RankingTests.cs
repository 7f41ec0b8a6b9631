using System.Text;
using PosMonitor.Access;
using PosMonitor.Overviews;
using PosMonitor.Parties;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Tests.Overviews;

public sealed class RankingTests
{
    [Fact]
    public void Few_payments_weigh_little_and_what_never_fails_is_not_among_the_worst()
    {
        var parts = new[]
        {
            Part(("a/one-of-one", 1, 1), ("a/half-of-many", 100, 50), ("a/well", 500, 0)),
            Part(("a/half-of-many", 100, 50), ("a/half-of-few", 6, 3), ("a/most", 30, 27), ("b/most", 30, 27)),
        };

        Assert.Equal(["a/most 27 of 30", "b/most 27 of 30", "a/half-of-many 100 of 200", "a/half-of-few 3 of 6"], Lines(Ranking.Worst(SubjectKind.Merchant, parts, 10)));
        Assert.Equal(["a/most 27 of 30"], Lines(Ranking.Worst(SubjectKind.Merchant, parts, 1)));
    }

    [Theory]
    [InlineData(1, 1, 0.2065)]
    [InlineData(50, 100, 0.4038)]
    [InlineData(0, 10, 0.0)]
    public void The_least_likely_share_is_that_of_wilson(int failures, int finished, double share) => Assert.Equal(share, Ranking.LeastShare(failures, finished), 4);

    [Fact]
    public void Slots_are_counted_by_merchant_and_issuer_between_two_times_for_who_may_see_them()
    {
        var day = new Timeline();
        for (var number = 0; number < 8; number++)
            day.At($"10:00:0{number}").On($"T{number % 3}").Finish($"t{number}", number < 2 ? "91" : "00", number < 5 ? "icbc" : "ccb");
        day.At("10:00:10").Finish("later", "91");
        var (from, to) = (Timeline.Moment("10:00:00").UtcTicks, Timeline.Moment("10:00:10").UtcTicks);

        Assert.Equal(["lakala/M1 2 of 8"], Lines(Ranking.Worst(SubjectKind.Merchant, [Scan(SubjectKind.Merchant, to, null)], 10)));
        Assert.Equal(["icbc 2 of 5"], Lines(Ranking.Worst(SubjectKind.Issuer, [Scan(SubjectKind.Issuer, to, null)], 10)));
        Assert.Equal(["lakala/M1 3 of 9"], Lines(Ranking.Worst(SubjectKind.Merchant, [Scan(SubjectKind.Merchant, to + SlotBook.Slot, new AcquirerCut(["lakala"]))], 10)));
        Assert.Empty(Scan(SubjectKind.Merchant, to, new AcquirerCut(["other"])).Keys);
        Assert.Empty(Scan(SubjectKind.Issuer, to, new AcquirerCut(["other"])).Keys);

        Tally Scan(SubjectKind kind, long before, AcquirerCut? cut)
        {
            var scan = new RecentScan(day.Run.Shard.State, kind, from, before, cut);
            while (scan.Step())
            {
            }
            return scan.Parties;
        }
    }

    private static Tally Part(params (string Key, int Finished, int Failures)[] parties)
    {
        var book = new TallyBook(RecentScan.Width);
        foreach (var (key, finished, failures) in parties)
            book.Add(Encoding.ASCII.GetBytes(key), [finished, failures, 0]);
        return book.ToTally();
    }

    private static IEnumerable<string> Lines(IEnumerable<WorstParty> worst) =>
        worst.Select(party => $"{(party.Acquirer is null ? "" : party.Acquirer + "/")}{party.Id} {party.Failures} of {party.Finished}");
}
