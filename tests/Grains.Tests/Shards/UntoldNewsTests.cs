using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Settings;
using PosMonitor.Terminals;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Shards;

/// <summary>What a shard has not told, or is not judged, when it writes a snapshot.</summary>
public sealed class UntoldNewsTests
{
    private static readonly ShardOptions Options = new(ClockMode.Stream, TimeSpan.Zero, TimeSpan.FromDays(30), new DetectionOptions());

    [Fact]
    public void All_that_random_histories_conclude_comes_back_from_a_snapshot()
    {
        var rules = new HashSet<string>();
        for (var seed = 1; seed <= 25; seed++)
        {
            var run = new MonitorRun(1);
            foreach (var step in new RandomHistory(seed).Draw())
                run.Take(step);
            var shard = new Shard(Options);
            var untold = new UntoldNews(seed, [.. run.JournalOf(0).Select(record => NewsOf(record.Seq, shard.Apply(record.Seq, record.Bytes)))]);

            var read = ShardSnapshotReader.Read(ShardSnapshotWriter.WriteChanges(shard.State, untold), new ShardState(Options));

            Assert.Equal(seed, read.Judged);
            Assert.Equivalent(untold.News, read.News, strict: true);
            rules.UnionWith(untold.News.SelectMany(news => news.Effects).Select(effect => effect.Rule));
        }
        Assert.InRange(rules.Count, 10, int.MaxValue);
    }

    [Fact]
    public async Task A_shard_that_waits_to_be_judged_writes_snapshots_and_is_judged_after_a_start_from_them()
    {
        await using var monitor = await TestMonitor.Start("--PosMonitor:SnapshotEvery=1000");
        var shard = monitor.Grains.GetGrain<IShardGrain>(0);
        var terminals = TestMonitor.TerminalsOf(0).Take(2).ToArray();
        var now = monitor.Time.GetUtcNow();
        foreach (var terminal in terminals)
            await monitor.Grains.GetGrain<ITerminalGrain>($"lakala/{terminal}").Report([.. Enumerable.Range(0, 10).SelectMany(number => Failure($"{terminal}-{number}", now))]);
        // Of the other shards nobody knows yet what they have counted until then.
        await shard.Settle(now.AddMinutes(1));
        await Snapshot();
        await monitor.Restart();
        await Snapshot();
        Assert.DoesNotContain(await monitor.Alerts.List(new AlertQuery()), alert => alert.Rule == "merchant.failing");

        monitor.Time.Advance(TimeSpan.FromMinutes(1));
        var failing = await TestMonitor.Eventually("the merchant to be judged", Later, alerts => alerts.Count > 0);
        Assert.Equal("lakala/M1", Assert.Single(failing).SubjectId);

        // Shards are settled one after the other.
        Task<IReadOnlyList<Alert>> Later()
        {
            monitor.Time.Advance(TimeSpan.FromSeconds(1));
            return monitor.Alerts.List(new AlertQuery { Rule = "merchant.failing" });
        }

        async Task Snapshot()
        {
            var terminal = monitor.Grains.GetGrain<ITerminalGrain>($"lakala/{terminals[0]}");
            // Each record counts for twenty events beside its own.
            for (var heartbeat = 0; heartbeat < 50; heartbeat++)
                await terminal.Report([new PosEvent { Type = EventType.Heartbeat, Time = now }]);
            await TestMonitor.Eventually("a snapshot", async () => (await monitor.Grains.GetGrain<IShardGrain>(0).GetStatus(null)).Behind, behind => behind < 1000);
        }
    }

    private static ShardNews NewsOf(long seq, ShardOutput output) => new(0, seq, [.. output.Effects], [.. output.Reports]);

    private static PosEvent[] Failure(string txn, DateTimeOffset at) =>
    [
        new() { Type = EventType.Request, Time = at, Txn = txn, Merchant = "M1", Amount = 1234, Issuer = "icbc" },
        new() { Type = EventType.Response, Time = at, Txn = txn, Code = "96" },
    ];
}
