using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using Orleans.TestingHost;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Shards;

namespace PosMonitor.Alerts;

/// <summary>The book as a grain: shards tell at once, commits fail, activations come and go.</summary>
public sealed class AlertBookGrainTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly MemoryAlertStore _store = new();
    private InProcessTestCluster _cluster = null!;

    private IAlertSink Sink => _cluster.Client.GetGrain<IAlertSink>(0);

    private IAlertBookGrain Book => _cluster.Client.GetGrain<IAlertBookGrain>(0);

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IAlertStore>(_store);
            silo.Services.AddSingleton<IConfigurationStore>(new PosMonitor.Settings.MemoryConfigurationStore());
            silo.Services.Configure<MonitorOptions>(options => options.Shards = 2);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public Task DisposeAsync() => _cluster.DisposeAsync().AsTask();

    [Fact]
    public async Task A_shard_that_the_book_does_not_know_is_asked_to_introduce_itself()
    {
        var answer = await Sink.Tell(0, [News(0, 1, Effects.Open("1", "08:00:30"))], 1, long.MinValue);
        Assert.Equal(new TellAnswer(0, long.MinValue, true) { TakesPacked = true }, answer);
        Assert.Empty(_store.Commits);

        Assert.Equal(new TellAnswer(0, long.MinValue, false) { TakesPacked = true }, await Sink.Introduce(0, [], [], long.MinValue));
        answer = await Sink.Tell(0, [News(0, 1, Effects.Open("1", "08:00:30"))], 3, long.MinValue);

        Assert.Equal(new TellAnswer(3, long.MinValue, false) { TakesPacked = true }, answer);
        Assert.Equal(3, _store.Commits.Single().Told[0]);
    }

    [Fact]
    public async Task What_was_told_is_ignored_when_it_is_told_again()
    {
        await Introduce();
        await Sink.Tell(0, [News(0, 1, Effects.Open("1", "08:00:30"))], 1, long.MinValue);
        await Sink.Tell(0, [News(0, 2, Effects.Resolve("1", "08:01:00"))], 2, long.MinValue);
        var answer = await Sink.Tell(
            0,
            [News(0, 1, Effects.Open("1", "08:00:30")), News(0, 2, Effects.Resolve("1", "08:01:00")), News(0, 3, Effects.Open("2", "08:02:00"))],
            3,
            long.MinValue);

        Assert.Equal(3, answer.Told);
        Assert.Equal(3, await _store.LastSeq(default));
    }

    [Fact]
    public async Task What_comes_during_a_commit_shares_the_next_one()
    {
        await Introduce();
        await Sink.Tell(0, [News(0, 1, Effects.Open("1", "08:00:30"))], 1, long.MinValue);
        var id = _store.Alerts.Single().Id;
        _store.Hold();
        List<Task> calls =
        [
            Sink.Tell(0, [News(0, 2, Effects.Open("2", "08:00:30"))], 2, long.MinValue),
            Sink.Tell(1, [News(1, 1, Effects.Open("3", "08:00:30"))], 1, long.MinValue),
            .. Enumerable.Range(0, 200).Select(i => Book.Comment(id, "ann", $"{i}")),
        ];
        await Eventually("all calls to be in the book", () => Book.JudgedThrough(), _ => true);
        Assert.DoesNotContain(calls, call => call.IsCompleted);
        _store.LetGo();
        await Task.WhenAll(calls).WaitAsync(Patience);

        Assert.Equal(203, await _store.LastSeq(default));
        Assert.InRange(_store.Commits.Count, 2, 50);
    }

    [Fact]
    public async Task A_commit_that_fails_leaves_the_book_as_it_was()
    {
        await Introduce();
        await Sink.Tell(0, [News(0, 1, Effects.Open("1", "08:00:30"))], 1, long.MinValue);
        _store.Refuse = 1;
        ShardNews[] news = [News(0, 2, Effects.Resolve("1", "08:01:00"), Effects.Open("2", "08:01:00"), Effects.Open("3", "08:01:00"))];
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Sink.Tell(0, news, 2, long.MinValue));
        Assert.Equal(1, (await Book.OpenOf(["unionpay/t1"])).Single());

        Assert.Equal(2, (await Sink.Tell(0, news, 2, long.MinValue)).Told);
        Assert.Equal(2, (await Book.OpenOf(["unionpay/t1"])).Single());
        Assert.Equal([2L, 3L, 4L], _store.Commits[^1].Changes.Select(change => change.Alert.Seq));
    }

    [Fact]
    public async Task What_was_judged_when_a_commit_failed_goes_with_the_next_one()
    {
        await Introduce();
        var end = Effects.At("08:00:10");
        var report = new SlotReport(end, [Failing("unionpay/shop", Effects.At("08:00:00"))]);
        _store.Refuse = 1;
        await Sink.Tell(1, [], 0, end);
        ShardNews[] news = [new ShardNews(0, 1, [], [report])];
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Sink.Tell(0, news, 1, end));
        Assert.Equal(long.MinValue, await Book.JudgedThrough());

        var answer = await Sink.Tell(0, news, 1, end);

        Assert.Equal(new TellAnswer(1, end, false) { TakesPacked = true }, answer);
        var alert = Assert.Single(_store.Alerts);
        Assert.Equal(("merchant.failing", end), (alert.Rule, alert.OpenedAt.UtcTicks));
        Assert.Equal(end, _store.Commits.Single().JudgedThrough);
        Assert.Equal(1, _store.Commits.Single().Told[0]);
    }

    [Fact]
    public async Task A_commit_of_unknown_outcome_makes_the_book_start_again_from_the_store()
    {
        await Introduce();
        _store.BreakAfterWriting = 1;
        ShardNews[] news = [News(0, 1, Effects.Open("1", "08:00:30"))];
        await Assert.ThrowsAnyAsync<Exception>(() => Sink.Tell(0, news, 1, long.MinValue));

        var answer = await Eventually("the book to ask for figures again", async () => await Sink.Tell(0, news, 1, long.MinValue), answer => answer.Introduce);
        await Introduce();
        answer = await Sink.Tell(0, news, 1, long.MinValue);

        Assert.Equal(1, answer.Told);
        Assert.Equal(1, await _store.LastSeq(default));
    }

    [Fact]
    public async Task A_new_activation_goes_on_where_the_last_one_stopped()
    {
        await Introduce();
        var end = Effects.At("08:00:10");
        await Sink.Tell(1, [], 0, end);
        await Sink.Tell(0, [new ShardNews(0, 1, [], [new SlotReport(end, [Failing("unionpay/shop", Effects.At("08:00:00"))])])], 1, end);
        var id = _store.Alerts.Single().Id;
        await Stop();

        Assert.Equal(end, await Book.JudgedThrough());
        Assert.True((await Sink.Tell(0, [], 1, Effects.At("08:05:10"))).Introduce);
        await Sink.Introduce(0, [Failing("unionpay/shop", Effects.At("08:00:00"))], [], end);
        await Sink.Introduce(1, [], [], end);
        await Sink.Tell(0, [], 1, Effects.At("08:05:10"));
        await Sink.Tell(1, [], 0, Effects.At("08:05:10"));

        var alert = Assert.Single(_store.Alerts);
        Assert.Equal((id, AlertStatus.Resolved, Effects.At("08:05:10")), (alert.Id, alert.Status, alert.ResolvedAt!.Value.UtcTicks));
    }

    [Fact]
    public async Task An_alert_that_is_long_resolved_is_found_in_the_store_before_it_opens_again()
    {
        await Introduce();
        await Sink.Tell(0, [News(0, 1, Effects.Open("1", "08:00:30"), Effects.Resolve("1", "08:01:00"))], 1, long.MinValue);
        await Stop();
        await Introduce();
        await Sink.Tell(0, [News(0, 2, Effects.Open("1", "08:00:30"))], 2, long.MinValue);

        Assert.Equal(["opened", "resolved", "reopened"], (await _store.Get(_store.Alerts.Single().Id, default))!.History.Select(entry => entry.What));
    }

    [Fact]
    public async Task A_clock_that_passes_no_slot_end_is_not_written()
    {
        await Introduce();
        foreach (var at in new[] { "08:00:11", "08:00:15", "08:00:19.999" })
        {
            await Sink.Tell(0, [], 5, Effects.At(at));
            Assert.Equal(Effects.At(at), (await Sink.Tell(1, [], 5, Effects.At(at))).JudgedThrough);
        }

        Assert.Single(_store.Commits);
    }

    [Fact]
    public async Task People_act_and_are_told_what_came_of_it()
    {
        await Introduce();
        await Sink.Tell(0, [News(0, 1, Effects.Open("1", "08:00:30"))], 1, long.MinValue);
        var id = _store.Alerts.Single().Id;

        var acknowledged = await Book.Acknowledge(id, "ann", "on it");
        Assert.Equal((AlertStatus.Acknowledged, "ann", 2L), (acknowledged!.Alert.Status, acknowledged.Alert.AcknowledgedBy, acknowledged.Alert.Seq));
        await Book.Comment(id, "bob", "hm");
        await Book.Resolve(id, "ann", null);
        await Assert.ThrowsAsync<AlertResolvedException>(() => Book.Acknowledge(id, "bob", null));
        var commented = await Book.Comment(id, "bob", "after all");

        Assert.Equal(
            [(1L, "opened", null, null), (2L, "acknowledged", "ann", "on it"), (3L, "comment", "bob", "hm"), (4L, "resolved", "ann", null), (5L, "comment", "bob", "after all")],
            commented!.History.Select(entry => (entry.Seq, entry.What, entry.By, entry.Text)));
        Assert.Null(await Book.Resolve("none", "ann", null));
    }

    [Fact]
    public async Task What_alerts_say_is_read_when_they_change_after_a_restart()
    {
        await Introduce();
        await Sink.Tell(0, [News(0, 1, Effects.Open("1", "08:00:30"), Effects.Open("2", "08:00:30"), Effects.Open("3", "08:00:30"), Effects.Open("4", "08:00:30"))], 1, long.MinValue);
        var said = _store.Alerts.ToDictionary(alert => alert.Id, alert => (alert.Evidence, alert.TitleEn, alert.TitleZh));
        await Stop();
        await Introduce();
        var finds = _store.Finds;

        await Sink.Tell(0, [News(0, 2, Effects.Escalate("1", "08:01:00"), Effects.Resolve("2", "08:01:00", """{"notifiedAt":"08:01:00"}"""), Effects.Open("3", "08:00:30"))], 2, long.MinValue);
        var commented = await Book.Comment(_store.Alerts.Single(alert => alert.Txn == "4").Id, "bob", "hm");

        Assert.Equal(said[commented!.Alert.Id].TitleZh, commented.Alert.TitleZh);
        Assert.Equal([5L, 6, 7], _store.Commits.SelectMany(commit => commit.Changes).Skip(4).Select(change => change.Alert.Seq));
        Assert.Equal(
            [(AlertSeverity.Critical, AlertStatus.Open, """{"amount":1200,"sla":30}"""), (AlertSeverity.Warning, AlertStatus.Resolved, """{"amount":1200,"sla":30,"notifiedAt":"08:01:00"}""")],
            _store.Alerts.Where(alert => alert.Txn is "1" or "2").OrderBy(alert => alert.Txn).Select(alert => (alert.Severity, alert.Status, alert.Evidence)));
        Assert.All(_store.Alerts, alert => Assert.Equal((said[alert.Id].TitleEn, said[alert.Id].TitleZh), (alert.TitleEn, alert.TitleZh)));

        // Once for the first telling, once for the comment; what was read stays.
        Assert.Equal(finds + 2, _store.Finds);
        await Sink.Tell(0, [News(0, 3, Effects.Resolve("1", "08:02:00"))], 3, long.MinValue);
        Assert.Equal((AlertStatus.Resolved, finds + 2), (_store.Alerts.Single(alert => alert.Txn == "1").Status, _store.Finds));
    }

    [Fact]
    public async Task Who_listens_is_woken_with_the_newest_seq()
    {
        await Introduce();
        var listener = new Listener();
        var reference = _cluster.Client.CreateObjectReference<IAlertObserver>(listener);
        await Book.Listen(reference);
        await Sink.Tell(0, [News(0, 1, Effects.Open("1", "08:00:30"), Effects.Open("2", "08:00:30"))], 1, long.MinValue);
        await Eventually("the listener to hear of seq 2", () => Task.FromResult(listener.Last), last => last == 2);

        await Book.Unlisten(reference);
        await Sink.Tell(0, [News(0, 2, Effects.Open("3", "08:00:30"))], 2, long.MinValue);
        Assert.Equal(2, listener.Last);
        GC.KeepAlive(listener);
    }

    private async Task Introduce()
    {
        await Sink.Introduce(0, [], [], long.MinValue);
        await Sink.Introduce(1, [], [], long.MinValue);
    }

    private async Task Stop()
    {
        await Book.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        await Eventually("a new activation of the book", async () => await Sink.Tell(0, [], 0, long.MinValue), answer => answer.Introduce);
    }

    private static ShardNews News(int shard, long seq, params AlertEffect[] effects) => new(shard, seq, effects, []);

    private static SlotFigures Failing(string merchant, long slot) =>
        new(SubjectKind.Merchant, merchant, slot, 20, [1, 2], [new FailureCount(Transactions.ResponseCause.Network, 0, "icbc", 20)]);

    private static async Task<T> Eventually<T>(string what, Func<Task<T>> look, Func<T, bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                var seen = await look();
                if (holds(seen))
                    return seen;
            }
            catch (Exception problem) when (problem is not OperationCanceledException && !patience.IsCancellationRequested)
            {
            }
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Waited {Patience} for {what}.");
            await Task.Yield();
        }
    }

    private sealed class Listener : IAlertObserver
    {
        private long _last;

        public long Last => Interlocked.Read(ref _last);

        public Task Changed(long last)
        {
            Interlocked.Exchange(ref _last, last);
            return Task.CompletedTask;
        }
    }
}
