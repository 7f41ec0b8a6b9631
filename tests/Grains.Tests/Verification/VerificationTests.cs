using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Parties;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Verification;

/// <summary>What a verification finds; that it finds nothing where nothing is wrong is checked with every random history.</summary>
public sealed class VerificationTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_record_that_is_not_in_the_live_state_is_found()
    {
        var run = new MonitorRun(1);
        foreach (var step in new RandomHistory(3).Draw())
            run.Take(step);
        run.TellAll();
        Assert.Empty((await run.Verify()).Differences);

        var report = await run.Verify(lacks: 1);
        Assert.Contains(report.Differences, difference => difference.Subject == "shard 0" && difference.Fact == "seq");
        Assert.True(report.Events > 0 && report.Records > 1 && report.Terminals > 0 && report.Alerts > 0, "Nothing was compared.");
    }

    [Fact]
    public async Task Shards_that_tick_at_moments_of_their_own_are_judged_together()
    {
        var run = new MonitorRun(4);
        TickAll(run, 5);
        for (var number = 0; number < 60; number++)
            Take(run, $"T{number % 20}", $"x{number}", At.AddSeconds(6), At.AddSeconds(7), "91");
        TickAll(run, 10);
        TickAll(run, 20);

        Assert.Contains(run.Alerts, alert => alert is { Rule: "issuer.degraded", SubjectId: "icbc" } && alert.OpenedAt == At.AddSeconds(10));
        Assert.Empty((await run.Verify()).Differences);
    }

    [Fact]
    public async Task Of_a_quantile_it_does_not_matter_what_was_in_its_bucket_once()
    {
        var run = new MonitorRun(1);
        Take(run, "T1", "x1", At, At.AddMilliseconds(538), "00");
        Take(run, "T1", "x2", At.AddSeconds(50), At.AddSeconds(50).AddMilliseconds(528), "00");
        run.Tick(0, At.AddSeconds(55));
        run.Tick(0, At.AddSeconds(75));
        run.TellAll();

        Assert.Equal(533, run.Shards.Single().State.Parties.Fleet.M1.ResponseMs.At(0.5)!.Value, 0.5);
        run.Snapshot(0);
        run.Snapshot(0);
        run.Restart(0);
        Assert.Equal(528, run.Shards.Single().State.Parties.Fleet.M1.ResponseMs.At(0.5));
        Assert.Empty((await run.Verify()).Differences);
    }

    [Fact]
    public void What_differs_of_an_alert_is_told()
    {
        var alert = Alert("a");
        Assert.Equal(["severity"], Facts(alert, alert with { Severity = AlertSeverity.Info }));
        Assert.Equal(["openedAt"], Facts(alert, alert with { OpenedAt = At.AddTicks(1) }));
        Assert.Equal(["resolved", "resolvedAt"], Facts(alert, alert with { Status = AlertStatus.Resolved, ResolvedAt = At.AddSeconds(5) }));
        Assert.Equal(["delivered", "parent"], Facts(alert, alert with { Parent = "p", Delivered = false }));
        Assert.Equal(["the whole"], Facts(alert, null));
        Assert.Equal(["the whole"], Facts(null, alert));
        Assert.Empty(Facts(alert, alert with { Seq = 9, DetectedAt = At.AddDays(1), AcknowledgedAt = At }));
    }

    [Fact]
    public void What_a_person_closed_is_left_out()
    {
        var closed = Alert("a") with { Status = AlertStatus.Resolved, ResolvedAt = At, ResolvedByPerson = true };
        var comparison = Comparison([closed, Alert("b") with { SubjectId = "a/t2" }], [Alert("a"), Alert("b") with { SubjectId = "a/t2" }]);
        Assert.Empty(comparison.Differences());
        Assert.Equal(1, comparison.LeftOut);
    }

    private static void Take(MonitorRun run, string terminal, string txn, DateTimeOffset at, DateTimeOffset answered, string code)
    {
        var request = new PosEvent
        {
            Type = EventType.Request,
            Time = at,
            Acquirer = "lakala",
            Terminal = terminal,
            Merchant = "m",
            Txn = txn,
            Issuer = "icbc",
            Amount = 100,
            Currency = "CNY",
        };
        run.Take(new HistoryStep(request));
        run.Take(new HistoryStep(new PosEvent { Type = EventType.Response, Time = answered, Acquirer = "lakala", Terminal = terminal, Txn = txn, Code = code }));
    }

    private static void TickAll(MonitorRun run, int second)
    {
        for (var shard = 0; shard < 4; shard++)
            run.Tick(shard, At.AddSeconds(second).AddMilliseconds(1 + shard));
        run.TellAll();
    }

    private static IEnumerable<string> Facts(Alert? kept, Alert? refolded) =>
        Comparison(kept is null ? [] : [kept], refolded is null ? [] : [refolded]).Differences().Select(difference => difference.Fact);

    private static AlertComparison Comparison(IReadOnlyList<Alert> kept, IReadOnlyList<Alert> refolded) =>
        new(kept.ToDictionary(alert => alert.Id), refolded.ToDictionary(alert => alert.Id), explains: true);

    private static Alert Alert(string id) => new()
    {
        Id = id,
        Seq = 1,
        Rule = "terminal.failing",
        Severity = AlertSeverity.Critical,
        Status = AlertStatus.Open,
        SubjectKind = SubjectKind.Terminal,
        SubjectId = "a/t1",
        OpenedAt = At,
        DetectedAt = At,
        Delivered = true,
        Evidence = "{}",
        TitleEn = "",
        TitleZh = "",
    };
}
