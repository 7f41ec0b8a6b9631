using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Parties;
using PosMonitor.Transactions;

namespace PosMonitor.Explanations;

public sealed class TransactionAlertsTests
{
    private static readonly DateTimeOffset Ten = new(2026, 1, 5, 10, 0, 0, TimeSpan.Zero);

    private static readonly TransactionView Declined = new()
    {
        Acquirer = "lakala",
        Terminal = "T1",
        Txn = "t-1",
        Merchant = "M1",
        Issuer = "icbc",
        Outcome = Outcome.Declined,
        Events = [new PosEvent { Type = EventType.Request, Time = Ten }, new PosEvent { Type = EventType.Response, Time = Ten.AddSeconds(12) }],
    };

    [Theory]
    [InlineData(SubjectKind.Transaction, "lakala/T1/t-1", "own")]
    [InlineData(SubjectKind.Transaction, "lakala/T1/t-2", "")]
    [InlineData(SubjectKind.Terminal, "lakala/T1", "context")]
    [InlineData(SubjectKind.Terminal, "shengpay/T1", "")]
    [InlineData(SubjectKind.Merchant, "lakala/M1", "context")]
    [InlineData(SubjectKind.Merchant, "lakala/M2", "")]
    [InlineData(SubjectKind.Issuer, "icbc", "context")]
    [InlineData(SubjectKind.Issuer, "ccb", "")]
    [InlineData(SubjectKind.Acquirer, "lakala", "context")]
    [InlineData(SubjectKind.Acquirer, "shengpay", "")]
    public void An_alert_is_its_own_or_of_what_is_around_it_or_neither(SubjectKind kind, string subject, string place)
    {
        var alerts = TransactionAlerts.Of([Alert(1, kind, subject, 5, null)], Declined);
        Assert.Equal((place == "own" ? 1 : 0, place == "context" ? 1 : 0), (alerts.Own.Count, alerts.Context.Count));
    }

    [Theory]
    [InlineData(-60, -1, false)]
    [InlineData(-60, 0, true)]
    [InlineData(-60, null, true)]
    [InlineData(12, null, true)]
    [InlineData(20, null, true)] // the slot in which it finished is judged at its end
    [InlineData(21, null, false)]
    public void What_is_around_it_counts_where_it_was_open_in_its_life(int opened, int? resolved, bool counts) =>
        Assert.Equal(counts ? 1 : 0, TransactionAlerts.Of([Alert(1, SubjectKind.Issuer, "icbc", opened, resolved)], Declined).Context.Count);

    [Theory]
    [InlineData(Outcome.Pending, Verdict.NotExpected, true)]
    [InlineData(Outcome.Approved, Verdict.Waiting, true)]
    [InlineData(Outcome.Approved, Verdict.Overdue, true)]
    [InlineData(Outcome.Approved, Verdict.OnTime, false)]
    [InlineData(Outcome.Approved, Verdict.Missing, false)]
    public void What_goes_on_has_no_end_yet(Outcome outcome, Verdict verdict, bool goesOn) =>
        Assert.Equal(goesOn, TransactionLife.Of(Declined with { Outcome = outcome, Verdict = verdict }).To is null);

    [Fact]
    public void Alerts_stand_by_seq_and_once()
    {
        var alerts = TransactionAlerts.Of([Alert(3, SubjectKind.Issuer, "icbc", 5, null), Alert(2, SubjectKind.Terminal, "lakala/T1", 5, null), Alert(3, SubjectKind.Issuer, "icbc", 5, null)], Declined);
        Assert.Equal([2, 3], alerts.Context.Select(alert => alert.Seq));
    }

    private static Alert Alert(long seq, SubjectKind kind, string subject, int opened, int? resolved) => new()
    {
        Id = $"alert-{seq}",
        Seq = seq,
        Rule = "a.rule",
        Severity = AlertSeverity.Critical,
        Status = AlertStatus.Open,
        SubjectKind = kind,
        SubjectId = subject,
        OpenedAt = Ten.AddSeconds(opened),
        DetectedAt = Ten,
        ResolvedAt = resolved is { } seconds ? Ten.AddSeconds(seconds) : null,
        Delivered = true,
        Evidence = "{}",
        TitleEn = "Something",
        TitleZh = "某事",
    };
}
