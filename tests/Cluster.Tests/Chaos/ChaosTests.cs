using System.Diagnostics;
using PosMonitor.EndToEnd.Comparison;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.EndToEnd.Traffic;
using PosMonitor.Reference;
using Xunit.Abstractions;

namespace PosMonitor.Cluster.Chaos;

/// <summary>
/// Everything that may happen to a cluster happens to it, again and again, while a day of traffic comes in; in the end everything is as the contract
/// read second by second says. <c>POSMONITOR_SECONDS</c> makes it longer, <c>POSMONITOR_SEED</c> has other faults happen: <c>tests/chaos</c>.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int LongestLeg = 120, TransactionsPerSecond = 60;

    private static readonly int Seed = Seeds.Or(20260714);
    private static readonly int Seconds = Seeds.Number("POSMONITOR_SECONDS", 30);

    [Fact]
    public async Task Nothing_is_lost_and_nothing_is_twice_whatever_happens()
    {
        var seed = Seed;
        for (var left = Seconds; left > 0; left -= LongestLeg)
            await Leg(seed++, TimeSpan.FromSeconds(Math.Min(left, LongestLeg)));
    }

    private async Task Leg(int seed, TimeSpan lasts)
    {
        var day = new GeneratedDay(new TrafficPlan { Seed = seed, Transactions = (int)(lasts.TotalSeconds * TransactionsPerSecond), Terminals = 100, Everything = true });
        var watermarks = 0;
        List<ContractEvent> stream = [.. day.WithWatermarks.SkipLast(1).Where(e => e.Type != "watermark" || watermarks++ % 4 == 0), day.WithWatermarks[^1]];
        var expected = new ReferenceMonitor();
        foreach (var (path, json) in day.Configuration)
            expected.Put(path, json);
        expected.Take(stream);

        await using var cluster = await ChaoticCluster.Start("PosMonitor:Clock=stream", "PosMonitor:Shards=12", "PosMonitor:SnapshotEvery=1000", "PosMonitor:IdleAfter=00:00:30");
        List<string> happened = [];
        try
        {
            await cluster.IsWhole();
            var connection = seed;
            await using var listener = new AlertListener(() => cluster.Gateways[Interlocked.Increment(ref connection) % cluster.Gateways.Count]);
            foreach (var (path, json) in day.Configuration)
                await cluster.Gateways[0].Configure(path, json);
            var feed = new PacedFeed(cluster.Gateways, lasts, cluster.IsInOrder);
            var feeding = feed.Run(stream);
            await Torment(cluster, new ChaosPlan(seed), lasts, feeding, happened);
            await feeding;
            await cluster.IsWhole();

            var gateway = cluster.Gateways[seed % cluster.Gateways.Count];
            await WholeComparison.CompareAll(expected, gateway, $"seed {seed}");
            await listener.HasAll(await gateway.All("/v1/alerts"));
            await cluster.IsVerified();
            output.WriteLine($"Seed {seed}, {lasts.TotalSeconds} s: {stream.Count} events in {feed.Posts} posts, {feed.Unanswered} of them without an answer; "
                + $"a post waited at most {feed.Longest.TotalSeconds:F1} s; {listener.Connections} connections of the listener; {cluster.Counts}");
        }
        catch (Exception)
        {
            output.WriteLine($"Seed {seed}, {lasts.TotalSeconds} s, failed after {string.Join("; ", happened)}. What the processes wrote is in {cluster.KeepOutputs()}.");
            output.WriteLine($"Again: POSMONITOR_SEED={seed} tests/chaos {lasts.TotalSeconds}");
            throw;
        }
    }

    /// <summary>Has one fault happen after the other while the events come in, for so long; what they have held up comes after.</summary>
    private static async Task Torment(ChaoticCluster cluster, ChaosPlan plan, TimeSpan lasts, Task feeding, List<string> happened)
    {
        var watch = Stopwatch.StartNew();
        foreach (var fault in plan.Faults())
        {
            if (await Task.WhenAny(feeding, Task.Delay(fault.After)) == feeding || watch.Elapsed > lasts)
                return;
            happened.Add($"{watch.Elapsed.TotalSeconds:F1} s: {fault}");
            cluster.Happen(fault);
        }
    }
}
