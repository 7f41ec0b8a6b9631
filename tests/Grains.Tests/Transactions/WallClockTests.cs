using PosMonitor.Settings;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Transactions;

/// <summary>Contract §2, <c>wall</c>: a deadline fires half a second after the later of its time and the arrival of what set it.</summary>
public sealed class WallClockTests
{
    private readonly Timeline _day = new(clock: ClockMode.Wall);

    [Fact]
    public void A_deadline_fires_a_grace_after_its_time()
    {
        _day.At("10:00:00").Request("x1").Tick("10:01:00.499");
        Assert.Equal(Outcome.Pending, _day.Outcome("x1"));

        _day.Tick("10:01:00.500");
        Assert.Equal(Outcome.TimedOut, _day.Outcome("x1"));
    }

    [Fact]
    public void An_event_that_arrives_within_the_grace_is_not_overtaken()
    {
        _day.At("10:00:00").Request("x1").At("10:01:00").Arriving("10:01:00.499").Respond("x1");
        Assert.Equal((Outcome.Approved, false), (_day.Outcome("x1"), _day.View("x1").LateResponse));
    }

    [Fact]
    public void A_deadline_that_was_past_when_it_was_set_waits_a_grace_from_the_arrival()
    {
        _day.At("10:00:00").Arriving("10:30:00").Request("x1").Tick("10:30:00.499");
        Assert.Equal(Outcome.Pending, _day.Outcome("x1"));

        _day.Tick("10:30:00.500");
        Assert.Equal(Outcome.TimedOut, _day.Outcome("x1"));
    }

    [Fact]
    public void An_old_approval_is_waited_for_and_then_missing_at_once()
    {
        _day.At("10:00:00").Arriving("11:00:00").Request("x1").Respond("x1").Tick("11:00:00.499");
        Assert.Equal(Verdict.Waiting, _day.Verdict("x1"));

        _day.Tick("11:00:00.500");
        Assert.Equal(Verdict.Missing, _day.Verdict("x1"));
        Assert.Equal(["notification.overdue T1/x1 critical 10:00:30.."], _day.Alerts());
    }

    [Fact]
    public void What_arrives_itself_tells_the_time_to_every_terminal()
    {
        _day.At("10:00:00").Request("x1").On("T2").At("10:01:00.500").Request("y1").On("T1");
        Assert.Equal(Outcome.TimedOut, _day.Outcome("x1"));
    }

    [Fact]
    public void An_events_own_time_fires_nothing()
    {
        _day.At("10:00:00").Request("x1").At("10:30:00").Arriving("10:00:10").Request("x2");
        Assert.Equal(Outcome.Pending, _day.Outcome("x1"));
    }

    [Fact]
    public void A_watermark_is_accepted_and_ignored()
    {
        _day.At("10:00:00").Request("x1").Watermark("12:00:00");
        Assert.Equal(Outcome.Pending, _day.Outcome("x1"));
    }

    [Fact]
    public void A_match_in_time_that_arrives_late_mends_the_verdict_and_resolves_the_alert_at_its_time()
    {
        _day.At("10:00:00").Request("x1").Respond("x1").Tick("10:00:30.500");
        Assert.Equal(Verdict.Overdue, _day.Verdict("x1"));

        _day.At("10:00:20").Arriving("10:00:40").Notify("x1");
        Assert.Equal((Verdict.OnTime, 20_000.0), (_day.Verdict("x1"), _day.View("x1").DelayMs));
        Assert.Equal(["notification.overdue T1/x1 warning 10:00:30..10:00:20"], _day.Alerts());
    }

    [Fact]
    public void The_deadlines_of_a_terminal_fire_in_order_of_their_time()
    {
        _day.At("10:00:00").Request("x1").At("10:00:01").Request("x2").At("10:00:02").Request("x3").Tick("10:05:00");
        Assert.Equal(["terminal.failing T1 critical 10:01:02.."], _day.Alerts("terminal.failing"));
    }

    [Fact]
    public void A_reversal_that_arrives_after_the_window_still_resolves()
    {
        _day.At("10:00:00").Request("x1").At("10:01:01").Respond("x1").Notify("x1").Tick("10:02:01.499");
        Assert.Empty(_day.Alerts("transaction.one-sided"));

        _day.Tick("10:02:01.500").At("10:02:00").Arriving("10:02:05").Reverse("x1");
        Assert.Equal(["transaction.one-sided T1/x1 critical 10:02:01..10:02:00"], _day.Alerts("transaction.one-sided"));
    }
}
