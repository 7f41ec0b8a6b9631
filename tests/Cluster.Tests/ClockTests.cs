using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Cluster;

/// <summary>Machines whose clocks are wrong: the cluster goes by its database's.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Sla = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AtTheLatest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Clocks_that_differ_raise_no_false_alert_and_miss_none()
    {
        using var fast = new WrongClock(TimeSpan.FromSeconds(15));
        using var slow = new WrongClock(TimeSpan.FromSeconds(-15));
        await using var cluster = await MonitorCluster.OnNewDatabase($"PosMonitor:Detection:NotifySla={Sla:c}");
        SiloProcess[] silos = [cluster.Silo(fast), cluster.Silo(slow), cluster.Silo()];
        foreach (var silo in silos)
            await silo.Joined();
        await RunsRight(cluster, () => Task.CompletedTask);
        Assert.All(silos, silo => silo.MustRun());
    }

    [Fact]
    public async Task A_clock_that_jumps_an_hour_raises_no_false_alert_and_misses_none()
    {
        using var clock = new WrongClock(TimeSpan.Zero);
        await using var cluster = await MonitorCluster.OnNewDatabase($"PosMonitor:Detection:NotifySla={Sla:c}");
        SiloProcess[] silos = [cluster.Silo(clock), cluster.Silo(), cluster.Silo()];
        foreach (var silo in silos)
            await silo.Joined();
        await RunsRight(cluster, () => JumpThereAndBack(clock));
        Assert.All(silos, silo => silo.MustRun());
    }

    private static async Task RunsRight(MonitorCluster cluster, Func<Task> meanwhile)
    {
        var gateway = (await cluster.Gateways(1)).Single();
        var traffic = new PunctualTraffic(gateway.Client);
        await Task.WhenAll(traffic.Run(Lasts), meanwhile());
        await traffic.HasOneAlert(Sla, AtTheLatest);
        var notified = (await gateway.Client.Get("/v1/fleet")).GetProperty("total").GetProperty("notifications");
        Assert.Equal(traffic.Posted, notified.GetProperty("onTime").GetInt32());
    }

    private static async Task JumpThereAndBack(WrongClock clock)
    {
        await Task.Delay(Lasts / 4);
        clock.Jump(TimeSpan.FromHours(1));
        await Task.Delay(Lasts / 4);
        clock.Jump(TimeSpan.FromHours(-1));
    }
}
