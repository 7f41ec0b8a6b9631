using PosMonitor.Events;
using PosMonitor.Settings;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Terminals;

/// <summary>Contract §5: what a terminal shows of itself.</summary>
public sealed class TerminalStateTests
{
    private readonly Timeline _day = new();

    [Fact]
    public void A_terminal_that_was_never_heard_of_has_no_state() => Assert.Null(_day.Terminal("10:00:00"));

    [Theory]
    [InlineData("10:15:00", TerminalStatus.Active)]
    [InlineData("10:15:00.001", TerminalStatus.Idle)]
    public void It_is_active_for_a_quarter_of_an_hour_after_any_event(string now, TerminalStatus status)
    {
        _day.At("10:00:00").Tell(EventType.Heartbeat);
        Assert.Equal(status, _day.Terminal(now)!.Status);
        Assert.Equal(Timeline.Moment("10:00:00"), _day.Terminal(now)!.LastEventAt);
    }

    [Fact]
    public void It_is_off_duty_from_its_signout_to_its_next_signin_or_heartbeat()
    {
        _day.At("09:00:00").Tell(EventType.Signin).At("10:00:00").Tell(EventType.Signout);
        Assert.Equal(TerminalStatus.OffDuty, _day.Terminal("10:00:01")!.Status);

        _day.At("10:05:00").Tell(EventType.Signin);
        Assert.Equal(TerminalStatus.Active, _day.Terminal("10:05:01")!.Status);

        _day.At("10:06:00").Tell(EventType.Signout).At("10:07:00").Tell(EventType.Heartbeat);
        Assert.Equal(TerminalStatus.Active, _day.Terminal("10:07:01")!.Status);
    }

    [Fact]
    public void An_older_signout_that_comes_late_does_not_sign_out()
    {
        _day.At("10:05:00").Tell(EventType.Signin).At("10:00:00").Tell(EventType.Signout);
        Assert.Equal(TerminalStatus.Active, _day.Terminal("10:05:01")!.Status);
    }

    [Fact]
    public void Failing_comes_before_off_duty()
    {
        _day.At("10:00:00").Finish("a", "96").Finish("b", "96").Finish("c", "96").Tell(EventType.Signout);
        Assert.Equal(TerminalStatus.Failing, _day.Terminal("10:00:01")!.Status);
    }

    [Fact]
    public void It_is_bound_to_the_first_merchant_that_an_event_names()
    {
        _day.At("10:00:00").Tell(EventType.Heartbeat);
        Assert.Null(_day.Terminal("10:00:00")!.Merchant);

        _day.At("10:01:00").Tell(EventType.Signin, merchant: "M7").At("10:02:00").Request("x1", merchant: "M8");
        Assert.Equal("M7", _day.Terminal("10:02:00")!.Merchant);
        Assert.Equal("M8", _day.View("x1").Merchant);
    }

    [Fact]
    public void The_last_event_is_the_latest_by_its_own_time()
    {
        _day.At("10:05:00").Request("x1").At("10:02:00").Respond("x1").Tell(EventType.Signin);
        Assert.Equal(Timeline.Moment("10:05:00"), _day.Terminal("10:05:00")!.LastEventAt);
    }

    [Fact]
    public void A_control_event_fires_the_deadlines_before_it()
    {
        _day.At("10:00:00").Request("x1").At("10:01:00.001").Tell(EventType.Heartbeat);
        Assert.Equal(Transactions.Outcome.TimedOut, _day.Outcome("x1"));
    }

    [Fact]
    public void Its_totals_are_its_own()
    {
        _day.At("10:00:00").Finish("x1").Request("x2").On("T2").Finish("x1", "51").Watermark("10:00:30");

        var other = _day.Terminal("10:00:30")!.Totals;
        Assert.Equal((1L, 1L, 1L), (other.Total.Requested, other.M1.Requested, other.Total[Parties.Figure.Declined]));

        var own = _day.On("T1").Terminal("10:00:30")!.Totals;
        Assert.Equal((2L, 1L, 1L), (own.Total.Requested, own.H1[Parties.Figure.Approved], own.M5[Parties.Figure.Pending]));
    }

    [Fact]
    public void With_the_wall_clock_it_is_the_same()
    {
        var day = new Timeline(clock: ClockMode.Wall);
        day.At("10:00:00").Tell(EventType.Signin).At("10:01:00").Tell(EventType.Signout);
        Assert.Equal(TerminalStatus.OffDuty, day.Terminal("10:01:00")!.Status);
    }
}
