using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Model;

public sealed class OutcomeTests
{
    private readonly Timeline _day = new();

    [Theory]
    [InlineData("00", Outcome.Approved, null)]
    [InlineData("51", Outcome.Declined, "customer")]
    [InlineData("91", Outcome.Failed, "issuer")]
    [InlineData("A0", Outcome.Failed, "terminal")]
    [InlineData("ZZ", Outcome.Failed, "network")]
    public void A_response_gives_its_class(string code, string outcome, string? cause)
    {
        _day.Request(0, "x").Response(0.5, "x", code);

        var x = _day.Conclusion("x");
        Assert.Equal((outcome, cause, 500.0), (x.Outcome, x.Cause, x.ResponseMs));
    }

    [Fact]
    public void Pending_until_the_timeout_fires()
    {
        _day.Request(0, "x").Watermark(59.999);
        Assert.Equal(Outcome.Pending, _day.Conclusion("x").Outcome);

        _day.Watermark(60);
        Assert.Equal((Outcome.TimedOut, "network"), (_day.Conclusion("x").Outcome, _day.Conclusion("x").Cause));
    }

    [Fact]
    public void An_event_fires_only_what_is_earlier_than_itself()
    {
        _day.Request(0, "x").Control(60, "heartbeat");
        Assert.Equal(Outcome.Pending, _day.Conclusion("x").Outcome);

        _day.Control(60.001, "heartbeat");
        Assert.Equal(Outcome.TimedOut, _day.Conclusion("x").Outcome);
    }

    [Fact]
    public void A_late_response_takes_the_timeout_back()
    {
        _day.Request(0, "x").Response(70, "x");

        var x = _day.Conclusion("x");
        Assert.Equal((Outcome.Approved, true, 70_000.0), (x.Outcome, x.LateResponse, x.ResponseMs));
    }

    [Fact]
    public void A_response_at_the_timeout_is_in_time()
    {
        _day.Request(0, "x").Response(60, "x");
        Assert.False(_day.Conclusion("x").LateResponse);
    }

    [Fact]
    public void A_reversal_counts_more_than_all_else()
    {
        _day.Request(0, "x").Response(1, "x").Reversal(5, "x");
        Assert.Equal(Outcome.Reversed, _day.Conclusion("x").Outcome);
    }

    [Fact]
    public void The_earliest_of_each_type_counts_and_of_two_at_one_time_the_smaller()
    {
        _day.Request(0, "x", 300).Request(0, "x", 200).Response(2, "x", "51").Response(1, "x", "91").Response(1, "x", "00");

        Assert.Equal(200, _day.Transaction("x").Facts.Request!.Amount);
        Assert.Equal((Outcome.Approved, 1000.0), (_day.Conclusion("x").Outcome, _day.Conclusion("x").ResponseMs));
    }

    [Fact]
    public void Without_a_request_it_is_pending_and_an_orphan_until_the_request_comes()
    {
        _day.Response(1, "x").Watermark(60.999);
        Assert.False(_day.Conclusion("x").Orphan);

        _day.Watermark(61);
        var x = _day.Conclusion("x");
        Assert.Equal((Outcome.Pending, true, Verdict.NotExpected, null), (x.Outcome, x.Orphan, x.Verdict, x.ResponseMs));

        _day.Request(0, "x");
        x = _day.Conclusion("x");
        Assert.Equal((Outcome.Approved, false, 1000.0), (x.Outcome, x.Orphan, x.ResponseMs));
    }

    [Fact]
    public void A_repeat_changes_nothing_and_fires_nothing()
    {
        _day.Request(0, "x").Control(100, "signin").Request(200, "y");
        _day.Request(300, "z").Control(100, "signin").Control(90, "signin");

        _day.Request(300, "z");
        Assert.Equal(3, _day.Monitor.Transactions.Count());
        Assert.Equal(Timeline.At(300), _day.Monitor.Terminal("a", "t").LastEventAt);
    }

    [Fact]
    public void A_deadline_that_is_set_in_the_past_waits_for_the_next_event_or_watermark()
    {
        _day.Watermark(500).Control(400, "heartbeat").Request(0, "x");
        Assert.Equal(Outcome.Pending, _day.Conclusion("x").Outcome);

        _day.Watermark(400);
        Assert.Equal(Outcome.Pending, _day.Conclusion("x").Outcome);

        _day.Watermark(500);
        Assert.Equal(Outcome.TimedOut, _day.Conclusion("x").Outcome);
    }
}
