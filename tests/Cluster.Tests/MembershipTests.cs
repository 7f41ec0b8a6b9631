using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.Reference;
using Xunit.Abstractions;

namespace PosMonitor.Cluster;

/// <summary>Silos and gateways that come, go, and are held still.</summary>
public sealed partial class MembershipTests(ITestOutputHelper output)
{
    private const int DeclaredDead = 3;
    private const string GoesOnHere = "goes on here";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);
    private static readonly string[] Settings = ["PosMonitor:Clock=stream", "PosMonitor:Shards=16"];

    [Fact]
    public async Task Shards_are_even_whoever_comes_and_goes()
    {
        await using var cluster = await MonitorCluster.OnNewDatabase(Settings);
        var silos = await cluster.Silos(2);
        await using var census = await ShardCensus.Of(cluster);
        await census.IsEven(2, 16);
        var third = (await cluster.Silos(1)).Single();
        await census.IsEven(3, 16);
        Assert.Equal(0, await third.Terminate());
        await census.IsEven(2, 16);
        await silos[0].Kill();
        await census.IsEven(1, 16);
    }

    [Fact]
    public async Task Shards_are_fetched_one_by_one_from_who_has_too_many_and_from_who_leaves()
    {
        const int share = 5;
        await using var cluster = await MonitorCluster.OnNewDatabase("PosMonitor:Clock=stream", $"PosMonitor:Shards={3 * share}", "Logging:LogLevel:PosMonitor.Hosting.ShardBalance=Debug");
        var silos = await cluster.Silos(2);
        await using var census = await ShardCensus.Of(cluster);
        await census.IsEven(2, 3 * share);
        var third = (await cluster.Silos(1)).Single();
        await Eventually.Is("a silo that came to fetch its share", Soon, () => Task.FromResult(Fetched(third) == share));
        await census.IsEven(3, 3 * share);
        // What it did for the first time was not done with a shard.
        var scouts = ScoutAt().Matches(third.Output);
        Assert.Equal(2, scouts.Count);
        Assert.All(scouts, scout => Assert.Contains($"Silo {scout.Groups[1].Value} has joined", third.Output, StringComparison.Ordinal));
        Assert.True(scouts[^1].Index < third.Output.IndexOf(GoesOnHere, StringComparison.Ordinal));

        var before = silos.Sum(Fetched);
        Assert.Equal(0, await third.Terminate());
        Assert.True(silos.Sum(Fetched) - before >= share, string.Join('\n', silos.Select(silo => silo.Output)));
        await census.IsEven(2, 3 * share);
    }

    private static int Fetched(SiloProcess silo) => silo.Output.Split(GoesOnHere, StringSplitOptions.None).Length - 1;

    [GeneratedRegex("A scout came from .* and is at S([0-9.:]+):")]
    private static partial Regex ScoutAt();

    [Fact]
    public async Task A_gateway_that_was_there_first_waits_and_one_that_lost_all_silos_comes_back()
    {
        await using var cluster = await MonitorCluster.OnNewDatabase(Settings);
        var gateway = cluster.Gateway();
        await Eventually.Is("the gateway to say that no silo answers", Soon, async () =>
            !await gateway.Client.IsReady() && (await gateway.Client.Missing()).Contains("silo", StringComparison.Ordinal));
        await Refused(() => gateway.Client.Post([Heartbeat(0)]));
        await Refused(() => gateway.Client.All("/v1/alerts"));

        var silos = await cluster.Silos(2);
        await gateway.Ready();
        await gateway.Client.Post([Heartbeat(1)]);
        await Task.WhenAll(silos.Select(silo => silo.Kill()));
        await Eventually.Is("503 where no silo is left", Soon, async () => !await gateway.Client.IsReady());
        await Refused(() => gateway.Client.Post([Heartbeat(2)]));

        await cluster.Silos(2);
        await gateway.Ready();
        await gateway.Client.Post([Heartbeat(3)]);
        Assert.Equal(Heartbeat(3).Time, (await gateway.Client.Get("/v1/acquirers/lakala/terminals/t")).GetProperty("lastEventAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_silo_that_was_held_still_gives_its_shards_up_and_exits()
    {
        await using var cluster = await MonitorCluster.OnNewDatabase(Settings);
        var silos = await cluster.Silos(3);
        var gateway = (await cluster.Gateways(1)).Single();
        await using var census = await ShardCensus.Of(cluster);
        await census.IsEven(3, 16);
        silos[1].Freeze();
        var watch = Stopwatch.StartNew();

        // A watermark goes to every shard: it is answered when none of them waits for the frozen silo any more.
        await Eventually.Is("every shard to answer", Soon, () => Answered(gateway, [Heartbeat(1), Watermark(2)]));
        output.WriteLine($"All shards answered {watch.Elapsed.TotalSeconds:F2} s after a silo was held still");
        silos[1].Thaw();
        Assert.Equal(DeclaredDead, await silos[1].Exit());
        await Eventually.Is("every shard to answer", Soon, () => Answered(gateway, [Heartbeat(3), Watermark(4)]));
        await gateway.Client.Settled(Watermark(4).Time);
        Assert.Equal(Heartbeat(3).Time, (await gateway.Client.Get("/v1/acquirers/lakala/terminals/t")).GetProperty("lastEventAt").GetDateTimeOffset());
        await census.IsEven(2, 16);
    }

    [Fact]
    public async Task A_silo_that_is_told_to_stop_ends_though_the_other_one_is_held_still()
    {
        await using var cluster = await MonitorCluster.OnNewDatabase(Settings);
        var silos = await cluster.Silos(2);
        var gateway = (await cluster.Gateways(1)).Single();
        await using var census = await ShardCensus.Of(cluster);
        await census.IsEven(2, 16);
        await gateway.Client.Post([Heartbeat(1), Watermark(2)]);
        silos[1].Freeze();
        var watch = Stopwatch.StartNew();

        Assert.Equal(0, await silos[0].Terminate());
        output.WriteLine($"It ended {watch.Elapsed.TotalSeconds:F2} s after it was told to");
        silos[1].Thaw();
        await cluster.Silos(1);
        await Eventually.Is("every shard to answer", Soon, () => Answered(gateway, [Heartbeat(3), Watermark(4)]));
        await gateway.Client.Settled(Watermark(4).Time);
        Assert.Equal(Heartbeat(3).Time, (await gateway.Client.Get("/v1/acquirers/lakala/terminals/t")).GetProperty("lastEventAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_silo_with_another_clock_is_refused_while_others_run()
    {
        await using var cluster = await MonitorCluster.OnNewDatabase(Settings);
        await cluster.Silos(1);
        var other = cluster.Silo("PosMonitor:Clock=wall");
        Assert.Equal(1, await other.Exit());
        Assert.Contains("PosMonitor:Clock is wall, but the silos that run are set to stream", other.Output, StringComparison.Ordinal);
    }

    private static async Task Refused(Func<Task> ask)
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(ask);
        Assert.True(refused.StatusCode == HttpStatusCode.ServiceUnavailable || refused.Message.Contains("503", StringComparison.Ordinal), refused.Message);
    }

    private static async Task<bool> Answered(MonitorProcess gateway, ContractEvent[] events)
    {
        try
        {
            await gateway.Client.Post(events);
            return true;
        }
        catch (HttpRequestException e) when (MortalMonitor.IsNoAnswer(e))
        {
            return false;
        }
    }

    private static ContractEvent Heartbeat(int minute) => new() { Type = "heartbeat", Time = At(minute), Acquirer = "lakala", Terminal = "t" };

    private static ContractEvent Watermark(int minute) => new() { Type = "watermark", Time = At(minute) };

    private static DateTimeOffset At(int minute) => new(2026, 3, 1, 10, minute, 0, TimeSpan.Zero);
}
