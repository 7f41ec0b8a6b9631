using PosMonitor.EndToEnd.Processes;
using PosMonitor.EndToEnd.Traffic;
using Xunit.Abstractions;

namespace PosMonitor.Cluster;

/// <summary>A cluster that is given as much as it takes. <c>POSMONITOR_LOAD_SECONDS</c> makes it longer.</summary>
public sealed class FullLoadTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(Seeds.Number("POSMONITOR_LOAD_SECONDS", 20));
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Handed = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task No_healthy_silo_is_taken_for_dead_and_a_hand_over_holds_nothing_up()
    {
        await using var cluster = await MonitorCluster.OnNewDatabase();
        var silos = await cluster.Silos(3);
        var gateways = await cluster.Gateways(2);
        await using var census = await ShardCensus.Of(cluster);
        await census.IsEven(3, 64);
        await using var load = new FullLoad([.. gateways.Select(gateway => gateway.Client)]);

        var longest = await load.LongestGap(async () =>
        {
            for (var left = Lasts; left > TimeSpan.Zero; left -= Look)
            {
                await Task.Delay(Look);
                load.MustGoOn();
                Assert.All(silos, silo => silo.MustRun());
            }
        });
        Assert.Equal(0, await census.Dead());
        output.WriteLine($"{load.Events} events in {Lasts}, {load.EventsPerSecond:F0} a second, {load.NotTaken} posts refused; none was taken for at most {longest.TotalSeconds:F2} s");

        var coming = await load.LongestGap(async () =>
        {
            await cluster.Silos(1);
            await census.IsEven(4, 64);
        });
        var leaving = await load.LongestGap(async () =>
        {
            Assert.Equal(0, await silos[0].Terminate());
            await census.IsEven(3, 64);
        });
        load.MustGoOn();
        output.WriteLine($"No post was taken for at most {coming.TotalSeconds:F2} s while a silo came and {leaving.TotalSeconds:F2} s while one left");
        Assert.True(coming < Handed && leaving < Handed, $"No post was taken for {coming.TotalSeconds:F2} s while a silo came, for {leaving.TotalSeconds:F2} s while one left.");
    }
}
