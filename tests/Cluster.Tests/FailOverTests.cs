using System.Diagnostics;
using System.Text.Json;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.EndToEnd.Traffic;
using PosMonitor.Reference;
using Xunit.Abstractions;

namespace PosMonitor.Cluster;

/// <summary>
/// How long it takes after <c>kill -9</c> of a silo under load until all shards answer again, and how late the deadlines are that fall into that time;
/// who follows the fleet over a connection to a gateway does so after it. <c>POSMONITOR_KILLS</c> makes a long run of it.
/// </summary>
public sealed class FailOverTests(ITestOutputHelper output)
{
    private static readonly int Rounds = Seeds.Number("POSMONITOR_KILLS", 3);
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task All_shards_answer_and_all_deadlines_fire_within_five_seconds()
    {
        await using var cluster = await MonitorCluster.OnNewDatabase("PosMonitor:Detection:NotifySla=00:00:01");
        var silos = new Queue<SiloProcess>(await cluster.Silos(3));
        var gateway = (await cluster.Gateways(1)).Single();
        await using var census = await ShardCensus.Of(cluster);
        using var stop = new CancellationTokenSource();
        var load = Load(gateway.Client, stop.Token);
        await using var listener = new FleetListener(gateway.Client);
        List<double> seconds = [];
        for (var round = 0; round < Rounds; round++)
        {
            await census.IsEven(3, ShardCensus.Usual);
            var watch = Stopwatch.StartNew();
            await silos.Dequeue().Kill();
            // Every shard is asked for it.
            await Eventually.Get("the fleet", TimeSpan.FromSeconds(60), async () => await gateway.Client.Find("/v1/fleet") is { } fleet ? (object)fleet : null);
            seconds.Add(watch.Elapsed.TotalSeconds);
            await listener.IsTold();
            silos.Enqueue(cluster.Silo());
        }
        await stop.CancelAsync();
        var posted = await load;

        List<JsonElement> alerts = [];
        await Eventually.Is($"{posted} alerts", TimeSpan.FromSeconds(60), async () =>
            (alerts = await gateway.Client.All("/v1/alerts?rule=notification.overdue")).Count >= posted);
        Assert.Equal(posted, alerts.Count);
        var late = alerts.Select(alert => (alert.GetProperty("detectedAt").GetDateTimeOffset() - alert.GetProperty("openedAt").GetDateTimeOffset()).TotalSeconds - 0.5).Order().ToList();
        var p99 = late[(int)Math.Ceiling(late.Count * 0.99) - 1];
        output.WriteLine($"All shards answered after {string.Join(", ", seconds.Select(s => $"{s:F2}"))} s; {posted} deadlines, p99 {p99:F2} s late, at most {late[^1]:F2} s");
        Assert.True(seconds.Max() <= Allowed.TotalSeconds, $"All shards answered after {seconds.Max():F2} s.");
        Assert.True(p99 <= Allowed.TotalSeconds, $"One deadline in a hundred was {p99:F2} s late or more.");
    }

    /// <summary>Approved purchases that nobody is told of, on many terminals, until it is told to stop.</summary>
    private static async Task<int> Load(MonitorClient gateway, CancellationToken stop)
    {
        var posted = 0;
        while (!stop.IsCancellationRequested)
        {
            var now = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
            ContractEvent[] events = [.. Enumerable.Range(posted, 20).SelectMany(number => Purchase(number, now))];
            while (true)
            {
                try
                {
                    await gateway.Post(events);
                    break;
                }
                catch (HttpRequestException e) when (MortalMonitor.IsNoAnswer(e))
                {
                    await Task.Delay(50, CancellationToken.None);
                }
            }
            posted += 20;
            await Task.Delay(20, CancellationToken.None);
        }
        return posted;
    }

    private static IEnumerable<ContractEvent> Purchase(int number, DateTimeOffset at)
    {
        var request = new ContractEvent
        {
            Type = "request",
            Time = at,
            Acquirer = "lakala",
            Terminal = $"t{number % 500}",
            Txn = $"x{number}",
            Merchant = "m",
            Kind = "purchase",
            Amount = 100 + number,
            Currency = "CNY",
            Issuer = "icbc",
        };
        yield return request;
        yield return new ContractEvent { Type = "response", Time = at, Acquirer = "lakala", Terminal = request.Terminal, Txn = request.Txn, Code = "00" };
    }
}
