using PosMonitor.Settings;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Transactions;

/// <summary>Contract §3, <em>Outcome</em>, with the edges just on the deadlines.</summary>
public sealed class OutcomeTests
{
    private readonly Timeline _day = new();

    [Theory]
    [InlineData("00", Outcome.Approved, null)]
    [InlineData("51", Outcome.Declined, ResponseCause.Customer)]
    [InlineData("91", Outcome.Failed, ResponseCause.Issuer)]
    [InlineData("96", Outcome.Failed, ResponseCause.Network)]
    [InlineData("A0", Outcome.Failed, ResponseCause.Terminal)]
    [InlineData("03", Outcome.Failed, ResponseCause.Operation)]
    [InlineData("ZZ", Outcome.Failed, ResponseCause.Network)]
    public void The_code_gives_outcome_and_cause(string code, Outcome outcome, ResponseCause? cause)
    {
        _day.At("10:00:00").Request("x1").At("10:00:00.250").Respond("x1", code);

        var view = _day.View("x1");
        Assert.Equal((outcome, cause, code, 250.0), (view.Outcome, view.Cause, view.Code, view.ResponseMs));
    }

    [Fact]
    public void It_is_pending_until_the_timeout_and_timed_out_from_then_on()
    {
        _day.At("10:00:00").Request("x1").Watermark("10:00:59.999");
        Assert.Equal(Outcome.Pending, _day.Outcome("x1"));

        _day.Watermark("10:01:00");
        Assert.Equal((Outcome.TimedOut, ResponseCause.Network), (_day.Outcome("x1"), _day.View("x1").Cause));
    }

    [Fact]
    public void An_event_of_the_terminal_fires_what_was_due_before_it_and_not_at_its_time()
    {
        _day.At("10:00:00").Request("x1").At("10:01:00").Request("x2");
        Assert.Equal(Outcome.Pending, _day.Outcome("x1"));

        _day.At("10:01:00.001").Request("x3");
        Assert.Equal(Outcome.TimedOut, _day.Outcome("x1"));
    }

    [Fact]
    public void An_event_of_another_terminal_fires_nothing()
    {
        _day.At("10:00:00").Request("x1").On("T2").At("10:05:00").Request("y1").On("T1");
        Assert.Equal(Outcome.Pending, _day.Outcome("x1"));
    }

    [Theory]
    [InlineData("10:01:00", false)]
    [InlineData("10:01:00.001", true)]
    public void A_response_is_late_after_the_timeout_and_not_on_it(string at, bool late)
    {
        _day.At("10:00:00").Request("x1").At(at).Respond("x1");
        Assert.Equal((Outcome.Approved, late), (_day.Outcome("x1"), _day.View("x1").LateResponse));
    }

    [Fact]
    public void A_late_response_turns_a_timeout_into_its_own_class()
    {
        _day.At("10:00:00").Request("x1").Watermark("10:02:00").At("10:03:00").Respond("x1", "51");

        var view = _day.View("x1");
        Assert.Equal((Outcome.Declined, true, 180_000.0), (view.Outcome, view.LateResponse, view.ResponseMs));
    }

    [Fact]
    public void A_response_in_time_that_is_told_after_the_timeout_is_not_late()
    {
        _day.At("10:00:00").Request("x1").Watermark("10:02:00").At("10:00:30").Respond("x1");
        Assert.Equal((Outcome.Approved, false), (_day.Outcome("x1"), _day.View("x1").LateResponse));
    }

    [Fact]
    public void A_reversal_reverses_whatever_else_is_on_record()
    {
        _day.At("10:00:00").Request("x1").Request("x2").Request("x3").At("10:00:01").Respond("x1").Respond("x2", "91");
        _day.At("10:00:40").Reverse("x1").Reverse("x2").Reverse("x3");

        foreach (var txn in new[] { "x1", "x2", "x3" })
            Assert.Equal((Outcome.Reversed, Verdict.NotExpected), (_day.Outcome(txn), _day.Verdict(txn)));
    }

    [Fact]
    public void A_response_from_before_its_request_took_no_time()
    {
        _day.At("10:00:05").Request("x1").At("10:00:04").Respond("x1");
        Assert.Equal(0.0, _day.View("x1").ResponseMs);
    }

    [Fact]
    public void The_earliest_event_of_a_type_counts_and_of_two_at_one_time_the_smaller()
    {
        _day.At("10:00:02").Request("x1", 500).At("10:00:01").Request("x1", 700).Request("x1", 600);
        _day.At("10:00:04").Respond("x1", "00").At("10:00:03").Respond("x1", "96").Respond("x1", "91");

        var view = _day.View("x1");
        Assert.Equal((600L, "91", 2_000.0, Outcome.Failed, 6), (view.Amount, view.Code, view.ResponseMs, view.Outcome, view.Events.Count));
    }

    [Fact]
    public void Without_a_request_it_is_an_orphan_a_minute_after_its_first_event()
    {
        _day.At("10:00:30").Notify("x1").At("10:00:00").Respond("x1").Watermark("10:00:59.999");
        Assert.Equal((Outcome.Pending, Verdict.NotExpected, false), (_day.Outcome("x1"), _day.Verdict("x1"), _day.View("x1").Orphan));

        _day.Watermark("10:01:00");
        Assert.Equal((Outcome.Pending, Verdict.NotExpected, true), (_day.Outcome("x1"), _day.Verdict("x1"), _day.View("x1").Orphan));
        Assert.Equal((0L, 1L), (_day.Fleet.Requested, _day.Fleet[PosMonitor.Parties.Figure.Orphan]));
        Assert.Empty(_day.Alerts());
    }

    [Fact]
    public void A_reversed_orphan_is_reversed_and_nothing_else()
    {
        _day.At("10:00:00").Notify("x1", 1).Reverse("x1").Watermark("10:01:00");
        Assert.Equal((Outcome.Reversed, Verdict.NotExpected, true), (_day.Outcome("x1"), _day.Verdict("x1"), _day.View("x1").Orphan));
    }

    [Fact]
    public void The_request_ends_an_orphan()
    {
        _day.At("10:00:00").Respond("x1").Notify("x1").Watermark("10:01:00").At("09:59:59").Request("x1");

        var view = _day.View("x1");
        Assert.Equal((Outcome.Approved, Verdict.OnTime, false, 1_000.0), (view.Outcome, view.Verdict, view.Orphan, view.ResponseMs));
        Assert.Equal((1L, 0L), (_day.Fleet.Requested, _day.Fleet[PosMonitor.Parties.Figure.Orphan]));
    }

    [Fact]
    public void The_timeout_is_a_setting()
    {
        var day = new Timeline(new DetectionOptions { ResponseTimeout = TimeSpan.FromSeconds(5) });
        day.At("10:00:00").Request("x1").Watermark("10:00:05");
        Assert.Equal(Outcome.TimedOut, day.Outcome("x1"));
    }
}
