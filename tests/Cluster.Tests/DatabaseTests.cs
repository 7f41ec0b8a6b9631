using Npgsql;
using PosMonitor.Cluster.Chaos;
using PosMonitor.EndToEnd.Comparison;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.EndToEnd.Traffic;
using PosMonitor.Reference;
using PosMonitor.Testing;
using Xunit.Abstractions;

namespace PosMonitor.Cluster;

/// <summary>A database that is lost under load and taken over by its standby, and one that is slow.</summary>
public sealed class DatabaseTests(ITestOutputHelper output)
{
    private const int Seed = 20260715;
    private const string Begins = "The store cannot be written";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_standby_takes_over_and_nothing_is_lost_and_nothing_is_twice()
    {
        const int shards = 12;
        var day = new GeneratedDay(new TrafficPlan { Seed = Seed, Transactions = 2_000, Terminals = 100 });
        var watermarks = 0;
        List<ContractEvent> stream = [.. day.WithWatermarks.SkipLast(1).Where(e => e.Type != "watermark" || watermarks++ % 4 == 0), day.WithWatermarks[^1]];
        var expected = new ReferenceMonitor();
        expected.Take(stream);

        await using var primary = await PostgresServer.Start();
        var connection = new NpgsqlConnectionStringBuilder(await primary.CreateDatabase());
        await using var standby = await primary.StartStandby();
        (connection.Host, connection.TargetSessionAttributes) = ($"127.0.0.1:{primary.Port},127.0.0.1:{standby.Port}", "primary");
        await using var cluster = MonitorCluster.On(connection.ConnectionString, "PosMonitor:Clock=stream", $"PosMonitor:Shards={shards}");
        var silos = await cluster.Silos(2);
        var gateways = await cluster.Gateways(2);
        // A silo without shards has nothing to write.
        await using (var census = await ShardCensus.Of(cluster))
            await census.IsEven(2, shards);
        await using var listener = new AlertListener(() => gateways[0].Client);
        var feed = new PacedFeed([gateways[0].Client, gateways[1].Client], TimeSpan.FromSeconds(20), () => Task.CompletedTask);
        var feeding = feed.Run(stream);
        await Eventually.Is("some of the events", Soon, () => Task.FromResult(feed.Posts > 50));

        await primary.Stop(PostgresStop.Immediate);
        foreach (var gateway in gateways)
            await Eventually.Is("a gateway to tell that the store fails", Soon, async () => await TellsOfTheStore(gateway));
        foreach (var silo in silos)
            await Eventually.Is("a silo to tell that the store fails", Soon, () => Task.FromResult(Count(silo, Begins) > 0));
        await standby.Promote();
        foreach (var gateway in gateways)
            await gateway.Ready();
        await feeding;

        await WholeComparison.CompareAll(expected, gateways[0].Client, $"seed {Seed}");
        await listener.HasAll(await gateways[0].Client.All("/v1/alerts"));
        Assert.Contains("posmonitor_store_failing 0", await gateways[0].Client.Metrics(), StringComparison.Ordinal);
        await cluster.IsVerified();
        // Not once for each event or second: a second time only where a writer hears later than the silo that its connection is dead.
        var told = silos.Select(silo => (Begins: Count(silo, Begins), Ends: Count(silo, "The store can be written again"))).ToList();
        Assert.All(silos, silo => silo.MustRun());
        Assert.All(told, lines => Assert.True(lines.Begins is 1 or 2 && lines.Ends == lines.Begins, $"{lines.Begins} lines that it fails, {lines.Ends} that it works."));
        output.WriteLine($"{feed.Unanswered} of {feed.Posts} posts without an answer, at most {feed.Longest.TotalSeconds:F1} s; "
            + $"log lines: {string.Join(", ", cluster.Started.Select(process => $"{process.GetType().Name} {Count(process, "\n")}"))}");
    }

    [Fact]
    public async Task Commits_that_take_a_tenth_of_a_second_raise_no_false_alert_and_miss_none()
    {
        await using var server = await PostgresServer.Start("commit_delay=100000", "commit_siblings=0");
        var sla = TimeSpan.FromSeconds(10);
        await using var cluster = await MonitorCluster.On(server, $"PosMonitor:Detection:NotifySla={sla:c}");
        var silos = await cluster.Silos(3);
        var gateway = (await cluster.Gateways(1)).Single();
        var traffic = new PunctualTraffic(gateway.Client);
        await traffic.Run(TimeSpan.FromSeconds(20));
        await traffic.HasOneAlert(sla, TimeSpan.FromSeconds(10));
        Assert.All(silos, silo => silo.MustRun());
        Assert.True(await gateway.Client.IsReady(), await gateway.Client.Missing());
    }

    [Fact]
    public async Task A_database_that_is_away_is_told_of_in_few_lines_and_what_became_due_meanwhile_raises_its_alert()
    {
        // Shards, each of which could say the same, once or every second.
        const int shards = 64, few = 30;
        var (sla, away) = (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15));
        await using var server = await PostgresServer.Start();
        await using var cluster = await MonitorCluster.On(server, $"PosMonitor:Detection:NotifySla={sla:c}", $"PosMonitor:Shards={shards}");
        var silo = (await cluster.Silos(1)).Single();
        var gateway = (await cluster.Gateways(1)).Single();
        await gateway.Ready();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var request = new ContractEvent { Type = "request", Time = at, Acquirer = "lakala", Terminal = "t", Txn = "x" };
        await gateway.Client.Post([
            request with { Merchant = "m", Kind = "purchase", Amount = 100, Currency = "CNY", Issuer = "icbc" },
            request with { Type = "response", Code = "00" }]);

        await server.Stop(PostgresStop.Immediate);
        var before = Count(silo, "\n");
        await Eventually.Is("a gateway to tell that the store fails", Soon, async () => await TellsOfTheStore(gateway));
        await Eventually.Is("the notification to be overdue for a while", Soon, () => Task.FromResult(DateTimeOffset.UtcNow > at + away));
        await server.Start();
        await gateway.Ready();
        await Eventually.Is("the alert", Soon, async () => (await gateway.Client.All("/v1/alerts")).Count > 0);
        Assert.Equal(at + sla, Assert.Single(await gateway.Client.All("/v1/alerts")).GetProperty("openedAt").GetDateTimeOffset());
        var lines = silo.Output.Split('\n')[before..];
        Assert.True(lines.Length <= few, string.Join('\n', lines));
    }

    private static async Task<bool> TellsOfTheStore(MonitorProcess gateway) =>
        (await gateway.Client.Missing()).Contains("the store cannot be written since", StringComparison.Ordinal)
        && (await gateway.Client.Metrics()).Contains("posmonitor_store_failing 1", StringComparison.Ordinal);

    private static int Count(DotnetProcess process, string text) => process.Output.Split(text).Length - 1;
}
