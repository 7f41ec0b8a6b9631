using PosMonitor.EndToEnd.Comparison;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.EndToEnd.Traffic;
using PosMonitor.Reference;
using Xunit.Abstractions;

namespace PosMonitor.EndToEnd;

/// <summary>
/// A reader with an acquirer cut is told what the reference model concludes that was given their acquirers' events only; and of their alerts, what the
/// one concludes that was given all.
/// </summary>
public sealed class CutDayTests(ITestOutputHelper output)
{
    private const int BodySize = 2000;

    [Fact]
    public async Task Each_reader_is_told_what_follows_from_their_acquirers_events_alone()
    {
        var seed = Seeds.Or(20260317);
        var day = new GeneratedDay(new TrafficPlan { Seed = seed, Transactions = 5000 });
        output.WriteLine($"{day.WithWatermarks.Count} events, seed {seed}");
        var all = new ReferenceMonitor();
        all.Take(day.WithWatermarks);
        var acquirers = all.Acquirers().Keys.Order(StringComparer.Ordinal).ToList();
        using var directory = new DataDirectory();
        await using var monitor = await MonitorProcess.Start(directory.Path, "PosMonitor:Clock=stream");
        var dice = new Dice(seed);
        foreach (var body in day.WithWatermarks.Chunk(BodySize))
            await monitor.Client.Post(body, dice);
        await monitor.Client.Settled(all.Clock!.Value);

        foreach (var cut in Cuts(acquirers))
        {
            var theirs = new ReferenceMonitor();
            theirs.Take(day.WithWatermarks.Where(e => e.Type == "watermark" || cut.Contains(e.Acquirer!)));
            using var reader = new MonitorClient(monitor.Address, await monitor.Client.MakeKey("viewer", [.. cut]));
            var about = $"of {string.Join(", ", cut)}";
            Differences.None(
                await TotalsComparison.Compare(theirs, reader, about),
                await TransactionsComparison.Compare(theirs, reader, about),
                await AlertsComparison.Compare(all, reader, about, cut));
        }
    }

    private static IEnumerable<HashSet<string>> Cuts(List<string> acquirers)
    {
        Assert.True(acquirers.Count >= 3, "There are too few acquirers to tell a cut from none.");
        yield return [acquirers[0]];
        yield return [acquirers[1], acquirers[^1]];
    }
}
