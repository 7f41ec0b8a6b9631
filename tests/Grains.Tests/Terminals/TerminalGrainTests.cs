using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Tests.Shards;
using PosMonitor.Transactions;

namespace PosMonitor.Terminals;

/// <summary>A terminal as an Orleans client addresses it, on the real store and by the wall clock, which the test moves.</summary>
public sealed class TerminalGrainTests : IAsyncLifetime
{
    private TestMonitor _monitor = null!;

    private ITerminalGrain Terminal => _monitor.Grains.GetGrain<ITerminalGrain>("lakala/T1");

    public async Task InitializeAsync() => _monitor = await TestMonitor.Start();

    public Task DisposeAsync() => _monitor.DisposeAsync().AsTask();

    [Fact]
    public async Task A_request_without_a_response_times_out_on_the_servers_clock()
    {
        await Terminal.Report([Request("x1")]);
        Assert.Equal(Outcome.Pending, (await Terminal.GetTransaction("x1"))!.Outcome);

        _monitor.Time.Advance(TimeSpan.FromSeconds(60.4));
        Assert.Equal(Outcome.Pending, (await Terminal.GetTransaction("x1"))!.Outcome);

        _monitor.Time.Advance(TimeSpan.FromSeconds(0.2));
        var timedOut = await Until("x1 to be timed out", "x1", view => view.Outcome != Outcome.Pending);
        Assert.Equal((Outcome.TimedOut, ResponseCause.Network), (timedOut.Outcome, timedOut.Cause));
    }

    [Fact]
    public async Task An_approval_that_nobody_is_told_of_is_overdue_and_the_alert_is_in_the_archive()
    {
        var start = _monitor.Time.GetUtcNow();
        await Terminal.Report([Request("x1"), Response("x1")]);
        _monitor.Time.Advance(TimeSpan.FromSeconds(31));

        var alert = Assert.Single(await TestMonitor.Eventually("the alert", () => _monitor.Alerts.List(new AlertQuery()), alerts => alerts.Count > 0));
        Assert.Equal(("notification.overdue", "lakala/T1/x1", AlertSeverity.Warning), (alert.Rule, alert.SubjectId, alert.Severity));
        Assert.Equal((start.AddSeconds(30), AlertStatus.Open), (alert.OpenedAt, alert.Status));
        await UntilOpen(1);

        await Terminal.Report([Notification("x1")]);
        var resolved = await TestMonitor.Eventually("the alert to be resolved", () => _monitor.Alerts.Get(alert.Id, null), detail => detail!.Alert.Status == AlertStatus.Resolved);
        Assert.Equal(start.AddSeconds(31), resolved!.Alert.ResolvedAt);
        await UntilOpen(0);
    }

    [Fact]
    public async Task What_is_reported_is_visible_when_the_call_returns()
    {
        Assert.Null(await Terminal.GetState());
        Assert.Null(await Terminal.GetTransaction("x1"));
        Assert.Empty((await Terminal.GetTransactions(new TransactionQuery(null, null, null, 10))).Items);

        await Terminal.Report([Request("x1"), Response("x1", "51")]);
        var state = await Terminal.GetState();
        Assert.Equal(("lakala", "T1", "M1", TerminalStatus.Active, 1L), (state!.Acquirer, state.Terminal, state.Merchant, state.Status, state.Totals.Total.Requested));
        Assert.Equal(Outcome.Declined, (await Terminal.GetTransaction("x1"))!.Outcome);

        await Terminal.Report([]);
        await Terminal.Report([Response("x1", "51") with { Acquirer = "lakala", Terminal = "T1" }]);
        Assert.Equal(2, (await Terminal.GetTransaction("x1"))!.Events.Count);
    }

    [Fact]
    public async Task A_watcher_is_told_of_every_change_until_it_has_enough()
    {
        var watcher = new WatchedTransactions();
        var reference = _monitor.Grains.CreateObjectReference<ITerminalObserver>(watcher);
        await Terminal.Watch(reference);
        await Terminal.Report([Request("x1")]);
        await Terminal.Report([Response("x1")]);
        await _monitor.Grains.GetGrain<ITerminalGrain>("lakala/T2").Report([Request("y1")]);
        _monitor.Time.Advance(TimeSpan.FromSeconds(31));
        await Told(watcher, "T1/x1 Pending NotExpected, T1/x1 Approved Waiting, T1/x1 Approved Overdue");

        await Terminal.Unwatch(reference);
        await Terminal.Report([Notification("x1")]);
        var second = new WatchedTransactions();
        await Terminal.Watch(_monitor.Grains.CreateObjectReference<ITerminalObserver>(second));
        await Terminal.Report([Request("x2")]);
        await Told(second, "T1/x2 Pending NotExpected");
        Assert.DoesNotContain("Late", watcher.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transactions_are_listed_newest_first_page_by_page_the_closed_ones_too()
    {
        var start = _monitor.Time.GetUtcNow();
        await Terminal.Report([.. Enumerable.Range(0, 5).SelectMany(number => Finished($"old{number}", start.AddSeconds(number)))]);
        _monitor.Time.Advance(TimeSpan.FromHours(2));
        await TestMonitor.Eventually("the old ones to be closed", Closed, closed => closed);
        await Terminal.Report([.. Finished("new0", _monitor.Time.GetUtcNow()), .. Finished("new1", _monitor.Time.GetUtcNow())]);

        List<string> listed = [];
        TransactionCursor? after = null;
        do
        {
            var page = await Terminal.GetTransactions(new TransactionQuery(null, null, after, 3));
            Assert.InRange(page.Items.Count, 1, 3);
            listed.AddRange(page.Items.Select(view => view.Txn));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(["new0", "new1", "old4", "old3", "old2", "old1", "old0"], listed);

        var part = await Terminal.GetTransactions(new TransactionQuery(start.AddSeconds(1), start.AddSeconds(3), null, 10));
        Assert.Equal(["old2", "old1"], part.Items.Select(view => view.Txn));
        Assert.Equal((Outcome.Approved, 2), ((await Terminal.GetTransaction("old0"))!.Outcome, (await Terminal.GetTransaction("old0"))!.Events.Count));

        // Held for an hour only: what comes now changes nothing.
        async Task<bool> Closed()
        {
            await Terminal.Report([Response("old0", "96") with { Time = start.AddMinutes(1) }]);
            return (await _monitor.Grains.GetGrain<Parties.IFleetGrain>(0).GetFleet(null)).AfterClose == 1;
        }
    }

    [Fact]
    public async Task One_that_is_idle_for_hours_leaves_memory_and_is_back_when_it_is_asked_for()
    {
        await Terminal.Report([.. Finished("x1", _monitor.Time.GetUtcNow())]);
        Assert.Equal(1, await InMemory());
        // Its notification stays out: the transaction is held for a day.
        for (var hour = 0; hour < 31; hour++)
            _monitor.Time.Advance(TimeSpan.FromHours(1));
        await TestMonitor.Eventually("it to leave memory", Looked, inMemory => inMemory == 0);

        var state = await Terminal.GetState();
        Assert.Equal((TerminalStatus.Idle, 1L, 1), (state!.Status, state.Totals.Total.Requested, await InMemory()));

        Task<long> Looked()
        {
            _monitor.Time.Advance(TimeSpan.FromSeconds(1));
            return InMemory();
        }

        async Task<long> InMemory() =>
            (await Task.WhenAll(Enumerable.Range(0, 4).Select(shard => _monitor.Grains.GetGrain<Shards.IShardGrain>(shard).GetStatus(null)))).Sum(status => status.TerminalsInMemory);
    }

    [Fact]
    public async Task An_event_of_another_terminal_or_of_none_is_refused_with_all_that_came_with_it()
    {
        PosEvent[] wrong =
        [
            Request("x1") with { Terminal = "T2" },
            Request("x1") with { Acquirer = "chinaums" },
            Request("x1") with { Amount = -1 },
            Request("x1") with { Txn = null },
            Request("x1") with { Time = _monitor.Time.GetUtcNow().AddDays(1).AddSeconds(1) },
            new PosEvent { Type = EventType.Watermark, Time = _monitor.Time.GetUtcNow() },
            new PosEvent { Type = EventType.Settlement, Time = _monitor.Time.GetUtcNow(), Merchant = "M1", Amount = 1, Payer = "p" },
        ];
        foreach (var e in wrong)
            await Assert.ThrowsAnyAsync<ArgumentException>(() => Terminal.Report([Request("good"), e]));
        Assert.Null(await Terminal.GetTransaction("good"));
        Assert.Null(await Terminal.GetState());
    }

    [Fact]
    public async Task Started_again_on_the_same_directory_it_answers_the_same()
    {
        await Terminal.Report([Request("x1"), Response("x1"), .. Finished("x2", _monitor.Time.GetUtcNow()), Request("x3")]);
        _monitor.Time.Advance(TimeSpan.FromSeconds(31));
        await UntilOpen(1);
        var before = await Answers();

        await _monitor.Restart();
        Assert.Equal(before, await Answers());

        // Deadlines that were set before it stopped fire after it.
        _monitor.Time.Advance(TimeSpan.FromSeconds(30));
        await Until("x3 to be timed out", "x3", view => view.Outcome == Outcome.TimedOut);
    }

    private async Task<string> Answers() => System.Text.Json.JsonSerializer.Serialize(new
    {
        State = await Terminal.GetState(),
        Requested = (await Terminal.GetState())!.Totals.Total.Requested,
        Transactions = await Terminal.GetTransactions(new TransactionQuery(null, null, null, 10)),
        Alerts = await _monitor.Alerts.Changes(0, 100),
    });

    private async Task<TransactionView> Until(string what, string txn, Func<TransactionView, bool> holds) =>
        (await TestMonitor.Eventually(what, () => Terminal.GetTransaction(txn), view => view is not null && holds(view)))!;

    // The book counts an alert just after the archive has it.
    private Task<int> UntilOpen(int alerts) => TestMonitor.Eventually($"{alerts} open alerts", async () => (await Terminal.GetState())!.OpenAlerts, open => open == alerts);

    private static Task<string> Told(WatchedTransactions watcher, string expected) =>
        TestMonitor.Eventually($"the watcher to be told '{expected}'", () => Task.FromResult(watcher.Told), told => told == expected);

    private PosEvent Request(string txn) =>
        new() { Type = EventType.Request, Time = _monitor.Time.GetUtcNow(), Txn = txn, Merchant = "M1", Amount = 1234, Issuer = "icbc" };

    private PosEvent Response(string txn, string code = "00") => new() { Type = EventType.Response, Time = _monitor.Time.GetUtcNow(), Txn = txn, Code = code };

    private PosEvent Notification(string txn) =>
        new() { Type = EventType.Notification, Time = _monitor.Time.GetUtcNow(), Txn = txn, Amount = 1234, Channel = NotificationChannel.Sms };

    private PosEvent[] Finished(string txn, DateTimeOffset at) =>
        [Request(txn) with { Time = at, Kind = TransactionKind.Balance }, Response(txn) with { Time = at }];
}
