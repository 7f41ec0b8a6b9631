using PosMonitor.EndToEnd.Comparison;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.EndToEnd.Traffic;
using PosMonitor.Reference;
using Xunit.Abstractions;

namespace PosMonitor.Cluster;

/// <summary>
/// Three silos and two gateways take a day while processes are killed, stopped and started; in the end everything is as the contract read second by
/// second says. <c>POSMONITOR_SEED</c> makes another day of it.
/// </summary>
public sealed class ClusterDayTests(ITestOutputHelper output)
{
    private static readonly int Seed = Seeds.Or(20260611);

    [Fact]
    public async Task Nothing_is_lost_and_nothing_is_twice_while_processes_come_and_go()
    {
        var day = new GeneratedDay(new TrafficPlan { Seed = Seed, Transactions = 4_000, Terminals = 100, Everything = true });
        var watermarks = 0;
        List<ContractEvent> stream = [.. day.WithWatermarks.SkipLast(1).Where(e => e.Type != "watermark" || watermarks++ % 8 == 0), day.WithWatermarks[^1]];
        var expected = new ReferenceMonitor();
        foreach (var (path, json) in day.Configuration)
            expected.Put(path, json);
        expected.Take(stream);

        await using var cluster = await MonitorCluster.OnNewDatabase("PosMonitor:Clock=stream", "PosMonitor:Shards=12", "PosMonitor:SnapshotEvery=1000", "PosMonitor:IdleAfter=00:00:30");
        var silos = await cluster.Silos(3);
        var gateways = await cluster.Gateways(2);
        await using var listener = new AlertListener(() => gateways[1].Client);
        foreach (var (path, json) in day.Configuration)
            await gateways[0].Client.Configure(path, json);

        var feed = new ClusterFeed([gateways[0].Client, gateways[1].Client], stream.Count);
        feed.At(0.15, () => silos[0].Kill());
        feed.At(0.3, () => { _ = cluster.Silo(); return Task.CompletedTask; });
        feed.At(0.5, async () => Assert.Equal(0, await silos[1].Terminate()));
        feed.At(0.65, async () => { await gateways[0].Kill(); feed.Leave(gateways[0].Client); });
        feed.At(0.75, () => { _ = cluster.Silo(); return Task.CompletedTask; });
        await feed.Run(stream);

        await WholeComparison.CompareAll(expected, gateways[1].Client, $"seed {Seed}");
        await listener.HasAll(await gateways[1].Client.All("/v1/alerts"));
        await cluster.IsVerified();
        output.WriteLine($"{stream.Count} events in {feed.Posts} posts, {feed.Unanswered} of them without an answer; seed {Seed}");
    }
}
