using System.Text.RegularExpressions;
using PosMonitor.Parties;

namespace PosMonitor.Alerts;

/// <summary>Timelines of the pure book: what rules and people do, and how the alerts stand after it.</summary>
public sealed partial class AlertBookTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly AlertBook _book = new(0, []);
    private readonly Dictionary<string, Alert> _stored = [];
    private readonly List<AlertChange> _changes = [];

    [Fact]
    public void An_alert_opens_gets_worse_and_resolves()
    {
        Do(Effects.Open("1", "08:00:30"));
        Do(Effects.Escalate("1", "08:15:00"));
        Do(Effects.Resolve("1", "08:20:00", """{"delayMs":1200000,"sla":99}"""));

        Assert.Equal(["1 opened", "2 severity", "3 resolved"], History());
        var alert = _changes[^1].Alert;
        Assert.Equal((AlertStatus.Resolved, AlertSeverity.Critical, 3L), (alert.Status, alert.Severity, alert.Seq));
        Assert.Equal(Effects.At("08:00:30"), alert.OpenedAt.UtcTicks);
        Assert.Equal(Effects.At("08:20:00"), alert.ResolvedAt!.Value.UtcTicks);
        Assert.Equal(Now, alert.DetectedAt);
        // What it opened at stays; the end may add to it.
        Assert.Equal("""{"amount":1200,"sla":30,"delayMs":1200000}""", alert.Evidence);
        Assert.False(alert.Delivered);
        Assert.Null(alert.Parent);
    }

    [Fact]
    public void The_id_is_of_rule_subject_and_onset_alone()
    {
        var id = AlertId.Of("merchant.failing", SubjectKind.Merchant, "unionpay/shop", Effects.At("08:00:10"));

        Assert.Matches(IdForm(), id);
        Assert.Equal(id, AlertId.Of("merchant.failing", SubjectKind.Merchant, "unionpay/shop", Effects.At("08:00:10")));
        string[] others =
        [
            AlertId.Of("merchant.failing", SubjectKind.Merchant, "unionpay/shop", Effects.At("08:00:20")),
            AlertId.Of("merchant.failing", SubjectKind.Merchant, "unionpay/shoq", Effects.At("08:00:10")),
            AlertId.Of("merchant.failing", SubjectKind.Issuer, "unionpay/shop", Effects.At("08:00:10")),
            AlertId.Of("merchant-failing2", SubjectKind.Merchant, "unionpay/shop", Effects.At("08:00:10")),
        ];
        Assert.Equal(5, others.Append(id).Select(each => each[^32..]).Distinct().Count());
    }

    [Fact]
    public void The_form_of_an_id_is_part_of_the_store_and_never_changes() =>
        Assert.Equal(
            "terminal-failing-32847d75f5016cdf01ef9153ad7ec663",
            AlertId.Of("terminal.failing", SubjectKind.Terminal, "unionpay/t1", 639_000_000_000_000_000));

    [Fact]
    public void What_is_open_does_not_open_again_whatever_its_onset()
    {
        Do(Effects.Open("1", "08:00:30"), Effects.Open("1", "08:00:30"), Effects.Open("1", "08:00:40"));
        Do(Effects.Open("1", "08:00:30"), Effects.Open("1", "08:00:50"));

        Assert.Equal(["1 opened"], History());
    }

    [Fact]
    public void A_later_onset_is_another_alert()
    {
        Do(Effects.Open("1", "08:00:30"), Effects.Resolve("1", "08:01:00"), Effects.Open("1", "08:02:00"));

        Assert.Equal(["1 opened", "2 resolved", "3 opened"], History());
        Assert.NotEqual(_changes[0].Alert.Id, _changes[2].Alert.Id);
    }

    [Fact]
    public void One_that_resolved_by_itself_opens_again_as_the_same()
    {
        Do(Effects.Open("1", "08:00:30"), Effects.Escalate("1", "08:15:00"));
        Person(draft => draft.Acknowledge(_changes[0].Alert.Id, "ann", null));
        Do(Effects.Resolve("1", "08:20:00", """{"delayMs":5}"""));
        Do(Effects.Open("1", "08:00:30") with { Evidence = """{"amount":999,"sla":30}""" });

        Assert.Equal(["1 opened", "2 severity", "3 acknowledged", "4 resolved", "5 reopened"], History());
        var alert = _changes[^1].Alert;
        Assert.Equal(_changes[0].Alert with { Seq = 5 }, alert);
        Assert.NotNull(_book.Find(alert.Id));
    }

    [Fact]
    public void One_that_a_person_resolved_does_not_open_again()
    {
        Do(Effects.Open("1", "08:00:30"));
        Person(draft => draft.Resolve(_changes[0].Alert.Id, "ann", "card was tested"));
        Do(Effects.Open("1", "08:00:30"), Effects.Escalate("1", "08:15:00"), Effects.Resolve("1", "08:20:00"));

        Assert.Equal(["1 opened", "2 resolved by ann: card was tested"], History());
        Assert.Equal((true, Now), (_changes[^1].Alert.ResolvedByPerson, _changes[^1].Alert.ResolvedAt));
    }

    [Fact]
    public void A_note_is_opened_and_resolved_in_one_change_and_once()
    {
        Do(Effects.Note("1", "08:00:50"));
        Do(Effects.Note("1", "08:00:50"));

        Assert.Equal(["1 opened"], History());
        var alert = _changes[0].Alert;
        Assert.Equal((AlertStatus.Resolved, alert.OpenedAt), (alert.Status, alert.ResolvedAt));
        Assert.Equal(0, _book.OpenOf("unionpay/t1"));
    }

    [Fact]
    public void A_settlement_by_another_payer_gathers_in_the_alert_that_is_open()
    {
        Do(Effects.Gather("shop", "08:00:00", "p1"), Effects.Gather("shop", "08:10:00", "p2"));
        Do(Effects.Gather("shop", "08:05:00", "p3", "p4"), Effects.Gather("kiosk", "08:05:00", "p1"));

        Assert.Equal(["1 opened", "2 gathered", "3 gathered", "4 opened"], History());
        var alert = _changes[2].Alert;
        Assert.Equal((Effects.At("08:00:00"), true), (alert.OpenedAt.UtcTicks, alert.Delivered));
        Assert.Equal("""{"settlements":[{"payer":"p1"},{"payer":"p2"},{"payer":"p3"},{"payer":"p4"}],"count":4}""", alert.Evidence);
    }

    [Fact]
    public void It_keeps_a_hundred_settlements_and_counts_all()
    {
        Do([.. Enumerable.Range(0, 150).Select(i => Effects.Gather("shop", "08:00:00", $"p{i}"))]);

        using var evidence = System.Text.Json.JsonDocument.Parse(_changes[^1].Alert.Evidence);
        Assert.Equal(150, evidence.RootElement.GetProperty("count").GetInt32());
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"p{i}"), evidence.RootElement.GetProperty("settlements").EnumerateArray().Select(one => one.GetProperty("payer").GetString()));
    }

    [Fact]
    public void A_settlement_after_a_person_resolved_the_last_is_another_alert()
    {
        Do(Effects.Gather("shop", "08:00:00", "p1"));
        Person(draft => draft.Resolve(_changes[0].Alert.Id, "ann", null));
        Do(Effects.Gather("shop", "08:00:00", "p1"));
        Do(Effects.Gather("shop", "08:10:00", "p2"));

        Assert.Equal(["1 opened", "2 resolved", "3 opened"], History());
        Assert.Equal("""{"settlements":[{"payer":"p2"}]}""", _changes[2].Alert.Evidence);
    }

    [Fact]
    public void What_is_not_open_neither_escalates_nor_resolves()
    {
        Do(Effects.Escalate("1", "08:15:00"), Effects.Resolve("1", "08:20:00"));

        Assert.Empty(_changes);
    }

    [Fact]
    public void Severity_never_falls()
    {
        Do(Effects.Open("1", "08:00:30", AlertSeverity.Critical), Effects.Escalate("1", "08:15:00") with { Severity = AlertSeverity.Warning });

        Assert.Equal(["1 opened"], History());
    }

    [Fact]
    public void An_acknowledged_alert_still_resolves_by_itself_and_counts_as_open_until_then()
    {
        Do(Effects.Open("1", "08:00:30"), Effects.Open("2", "08:00:31"));
        var id = _changes[0].Alert.Id;
        Person(draft => draft.Acknowledge(id, "ann", "on it"));
        Person(draft => draft.Acknowledge(id, "bob", "me too"));
        Assert.Equal(2, _book.OpenOf("unionpay/t1"));
        Do(Effects.Resolve("1", "08:20:00"));

        Assert.Equal(["1 opened", "2 opened", "3 acknowledged by ann: on it", "4 resolved"], History());
        Assert.Equal(("ann", Now), (_changes[^1].Alert.AcknowledgedBy, _changes[^1].Alert.AcknowledgedAt));
        Assert.Equal(1, _book.OpenOf("unionpay/t1"));
    }

    [Fact]
    public void A_resolved_alert_takes_comments_and_no_acknowledgement()
    {
        Do(Effects.Open("1", "08:00:30"), Effects.Resolve("1", "08:20:00"));
        var id = _changes[0].Alert.Id;
        Person(draft => draft.Comment(id, "ann", "it was the SMS gateway"));
        Person(draft => draft.Resolve(id, "ann", null));
        var draft = Draft();

        Assert.Throws<AlertResolvedException>(() => draft.Acknowledge(id, "ann", null));
        Assert.Equal(["1 opened", "2 resolved", "3 comment by ann: it was the SMS gateway"], History());
        Assert.False(_changes[^1].Alert.ResolvedByPerson);
    }

    [Fact]
    public void An_id_that_is_nowhere_is_told_so()
    {
        var draft = Draft();

        Assert.False(draft.Acknowledge("none", "ann", null) || draft.Resolve("none", "ann", null) || draft.Comment("none", "ann", "?"));
        Assert.Empty(draft.Changes);
    }

    [Fact]
    public void A_draft_that_is_dropped_leaves_no_trace()
    {
        Do(Effects.Open("1", "08:00:30"));
        var draft = Draft();
        draft.Apply(Effects.Resolve("1", "08:20:00"));
        draft.Apply(Effects.Open("2", "08:21:00"));
        Do(Effects.Escalate("1", "08:15:00"));

        Assert.Equal(["1 opened", "2 severity"], History());
        Assert.Equal(1, _book.OpenOf("unionpay/t1"));
    }

    [GeneratedRegex("^merchant-failing-[0-9a-f]{32}$")]
    private static partial Regex IdForm();

    private void Do(params AlertEffect[] effects) => Adopt(draft =>
    {
        foreach (var effect in effects)
            draft.Apply(effect);
    });

    private void Person(Func<AlertDraft, bool> act) => Adopt(draft => Assert.True(act(draft)));

    private void Adopt(Action<AlertDraft> act)
    {
        var draft = Draft();
        act(draft);
        _book.Adopt(draft);
        _changes.AddRange(draft.Changes);
        foreach (var alert in draft.Latest)
            _stored[alert.Id] = alert;
    }

    /// <summary>The store knows every alert that was committed; the book only those that are open.</summary>
    private AlertDraft Draft() => new(_book, new Dictionary<string, Alert>(_stored), Now);

    private List<string> History() => _changes.ConvertAll(change =>
        $"{change.Entry.Seq} {change.Entry.What}{(change.Entry.Text is { } text ? $" by {change.Entry.By}: {text}" : "")}");
}
