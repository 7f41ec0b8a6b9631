using PosMonitor.Alerts;
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
