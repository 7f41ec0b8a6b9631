using PosMonitor.EndToEnd.Comparison;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.EndToEnd.Traffic;
using PosMonitor.Reference;
using Xunit.Abstractions;

namespace PosMonitor.EndToEnd;

/// <summary>
/// <c>kill -9</c> at seeded random moments while batches are posted: what was answered is there, what was not is sent again, and in the end
/// everything is as if it had never been killed. <c>POSMONITOR_KILLS</c> and <c>POSMONITOR_SEED</c> make a long soak of it.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly int Kills = Seeds.Number("POSMONITOR_KILLS", 8);
    private static readonly int Seed = Seeds.Or(20260304);

    [Fact]
    public async Task Nothing_is_lost_and_nothing_is_twice()
    {
        var plan = new TrafficPlan { Seed = Seed, Transactions = 5_000, Terminals = 100, Everything = true };
        var day = new GeneratedDay(plan);
        var stream = Thinned(day.WithWatermarks);
        var expected = new ReferenceMonitor();
        foreach (var (path, json) in day.Configuration)
            expected.Put(path, json);
        expected.Take(stream);

        using var directory = new DataDirectory();
        // Few shards and many snapshots, so that it is killed between and within them; terminals leave memory and come back all the time.
        await using var monitor = new MortalMonitor(
            directory.Path, Seed, "PosMonitor:Clock=stream", "PosMonitor:Shards=4", "PosMonitor:SnapshotEvery=1000", "PosMonitor:IdleAfter=00:00:30");
        await using var listener = new AlertListener(() => monitor.Client);
        await monitor.Ready();
        foreach (var (path, json) in day.Configuration)
            await monitor.Client.Configure(path, json);
        var posts = await monitor.Feed(stream, Kills);
        Assert.True(monitor.Killed >= Kills && monitor.Unanswered > 0, $"Killed {monitor.Killed} times, {monitor.Unanswered} posts without an answer.");

        var client = monitor.Client;
        await WholeComparison.CompareAll(expected, client, $"killed {monitor.Killed} times with seed {Seed}");
        await listener.HasAll(await client.All("/v1/alerts"));
        output.WriteLine(
            $"{stream.Count} events in {posts} posts, {monitor.Unanswered} of them without an answer; killed {monitor.Killed} times; "
            + $"the alert stream came over {listener.Connections} connections; seed {Seed}");
    }

    /// <summary>Fewer watermarks, so that batches of several connections are under way between two of them.</summary>
    private static List<ContractEvent> Thinned(IReadOnlyList<ContractEvent> events)
    {
        var watermarks = 0;
        return [.. events.SkipLast(1).Where(e => e.Type != "watermark" || watermarks++ % 8 == 0), events[^1]];
    }
}
