using PosMonitor.EndToEnd.Processes;
using PosMonitor.EndToEnd.Traffic;
using Xunit.Abstractions;

namespace PosMonitor.Cluster;

/// <summary>A cluster that is given as much as it takes, for as long as <c>POSMONITOR_LOAD_SECONDS</c> says; and shards that are handed over under load.</summary>
public sealed class FullLoadTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(Seeds.Number("POSMONITOR_LOAD_SECONDS", 20));
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);
    private const int UnderWay = 10_000;

    // As long as a fail-over: how long it really is, is told. A machine that starts a silo beside all others is slow for a while.
    private static readonly TimeSpan Handed = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task No_healthy_silo_is_taken_for_dead()
    {
        await using var cluster = await MonitorCluster.OnNewDatabase();
        var silos = await cluster.Silos(3);
        var gateways = await cluster.Gateways(2);
        await using var census = await ShardCensus.Of(cluster);
        await census.IsEven(3, ShardCensus.Usual);
        MonitorClient[] clients = [.. gateways.Select(gateway => gateway.Client)];
        await using (var load = new PurchaseLoad(clients, purchases: 200, TimeSpan.Zero))
        {
            var longest = await load.LongestGap(async () =>
            {
                for (var left = Lasts; left > TimeSpan.Zero; left -= Look)
                {
                    await Task.Delay(Look);
                    load.MustGoOn();
                    Assert.All(silos, silo => silo.MustRun());
                }
            });
            output.WriteLine($"{load.Events} events in {Lasts}, {load.EventsPerSecond:F0} a second, {load.NotTaken} posts refused; none was taken for at most {longest.TotalSeconds:F2} s");
        }
        Assert.Equal(0, await census.Dead());
        await census.IsEven(3, ShardCensus.Usual);
    }

    [Fact]
    public async Task A_hand_over_holds_no_post_up_for_long()
    {
        await using var cluster = await MonitorCluster.OnNewDatabase();
        var silos = await cluster.Silos(3);
        var gateways = await cluster.Gateways(2);
        await using var census = await ShardCensus.Of(cluster);
        await census.IsEven(3, ShardCensus.Usual);
        // Not all that the machine can do: a start of a silo beside it would be what is measured.
        await using var load = new PurchaseLoad([.. gateways.Select(gateway => gateway.Client)], purchases: 20, TimeSpan.FromMilliseconds(100));
        // What is done for the first time takes longer, and is no hand-over either.
        await Eventually.Is("the load to be under way", Soon, () => Task.FromResult(load.Events > UnderWay));

        // The start of a process beside all others is no hand-over: that comes after it.
        var starting = await load.LongestGap(() => cluster.Silos(1));
        var coming = await load.LongestGap(() => census.IsEven(4, ShardCensus.Usual));
        var leaving = await load.LongestGap(async () =>
        {
            Assert.Equal(0, await silos[0].Terminate());
            await census.IsEven(3, ShardCensus.Usual);
        });
        load.MustGoOn();
        output.WriteLine($"{load.EventsPerSecond:F0} events a second; none was taken for at most {starting.TotalSeconds:F2} s while a silo started, {coming.TotalSeconds:F2} s while it was given its shards, and {leaving.TotalSeconds:F2} s while one left");
        Assert.True(
            starting < Handed && coming < Handed && leaving < Handed,
            $"No post was taken for {starting.TotalSeconds:F2} s while a silo started, {coming.TotalSeconds:F2} s while it was given its shards, {leaving.TotalSeconds:F2} s while one left.");
    }
}
