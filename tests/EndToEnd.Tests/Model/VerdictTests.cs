using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Model;

public sealed class VerdictTests
{
    private readonly Timeline _day = new();

    [Fact]
    public void Waiting_then_overdue_then_missing_then_late()
    {
        _day.Request(0, "x").Response(1, "x").Watermark(30.999);
        Assert.Equal(Verdict.Waiting, _day.Conclusion("x").Verdict);

        _day.Watermark(31);
        Assert.Equal(Verdict.Overdue, _day.Conclusion("x").Verdict);

        _day.Watermark(901);
        Assert.Equal(Verdict.Missing, _day.Conclusion("x").Verdict);

        _day.Notification(86_400, "x");
        Assert.Equal((Verdict.Late, 86_399_000.0), (_day.Conclusion("x").Verdict, _day.Conclusion("x").DelayMs));
    }

    [Fact]
    public void On_time_up_to_the_sla()
    {
        _day.Request(0, "x").Response(1, "x").Notification(31, "x");
        Assert.Equal((Verdict.OnTime, 30_000.0), (_day.Conclusion("x").Verdict, _day.Conclusion("x").DelayMs));
    }

    [Fact]
    public void A_notification_before_the_response_has_no_delay()
    {
        _day.Request(0, "x").Notification(1, "x");
        Assert.Equal(Verdict.NotExpected, _day.Conclusion("x").Verdict);

        _day.Response(2, "x");
        Assert.Equal((Verdict.OnTime, 0.0), (_day.Conclusion("x").Verdict, _day.Conclusion("x").DelayMs));
    }

    [Fact]
    public void A_wrong_amount_or_currency_mismatches_even_beside_a_match()
    {
        _day.Request(0, "x").Response(1, "x").Notification(2, "x").Notification(3, "x", amount: 101);
        _day.Request(0, "y").Response(1, "y").Notification(2, "y", currency: "USD");

        Assert.Equal(Verdict.Mismatched, _day.Conclusion("x").Verdict);
        Assert.Equal(Verdict.Mismatched, _day.Conclusion("y").Verdict);
    }

    [Fact]
    public void A_failed_notification_is_no_match_and_no_mismatch()
    {
        _day.Request(0, "x").Response(1, "x").Notification(2, "x", amount: 101, status: "failed");
        Assert.Equal(Verdict.Waiting, _day.Conclusion("x").Verdict);
    }

    [Theory]
    [InlineData("51")]
    [InlineData("91")]
    public void Unexpected_where_nothing_was_charged(string code)
    {
        _day.Request(0, "x").Notification(1, "x").Response(2, "x", code);
        Assert.Equal(Verdict.Unexpected, _day.Conclusion("x").Verdict);
    }

    [Fact]
    public void Unexpected_of_a_timeout_until_the_late_approval()
    {
        _day.Request(0, "x").Notification(61, "x");
        Assert.Equal(Verdict.Unexpected, _day.Conclusion("x").Verdict);

        _day.Response(62, "x");
        Assert.Equal((Verdict.OnTime, 0.0), (_day.Conclusion("x").Verdict, _day.Conclusion("x").DelayMs));
    }

    [Theory]
    [InlineData("preauth", Verdict.NotExpected)]
    [InlineData("balance", Verdict.NotExpected)]
    [InlineData("void", Verdict.Waiting)]
    [InlineData("refund", Verdict.Waiting)]
    [InlineData("preauth-complete", Verdict.Waiting)]
    public void Expected_by_kind(string kind, string verdict)
    {
        _day.Request(0, "x", kind: kind).Response(1, "x");
        Assert.Equal(verdict, _day.Conclusion("x").Verdict);
    }

    [Fact]
    public void Not_expected_below_the_floor()
    {
        var day = new Timeline(new ReferenceSettings { NotifyFloor = 100 });
        day.Request(0, "x", 99).Response(1, "x").Request(0, "y", 100).Response(1, "y");

        Assert.Equal((Verdict.NotExpected, Verdict.Waiting), (day.Conclusion("x").Verdict, day.Conclusion("y").Verdict));
    }

    [Fact]
    public void A_reversed_one_expects_nothing_but_a_wrong_notification_stays_wrong()
    {
        _day.Request(0, "x").Response(1, "x").Notification(2, "x").Reversal(3, "x");
        _day.Request(0, "y").Response(1, "y").Reversal(3, "y").Notification(4, "y", amount: 1);

        Assert.Equal(Verdict.NotExpected, _day.Conclusion("x").Verdict);
        Assert.Null(_day.Conclusion("x").DelayMs);
        Assert.Equal(Verdict.Mismatched, _day.Conclusion("y").Verdict);
    }

    [Fact]
    public void The_merchant_has_a_verdict_of_its_own_where_it_is_to_be_told()
    {
        var day = new Timeline(new ReferenceSettings { NotifyMerchant = true });
        day.Request(0, "x").Response(1, "x").Notification(2, "x").Notification(40, "x", recipient: "merchant");
        _day.Request(0, "x").Response(1, "x").Notification(40, "x", recipient: "merchant");

        Assert.Equal((Verdict.OnTime, Verdict.Late), (day.Conclusion("x").Verdict, day.Conclusion("x").MerchantVerdict));
        Assert.Equal((Verdict.Overdue, null), (_day.Conclusion("x").Verdict, _day.Conclusion("x").MerchantVerdict));
    }

    [Fact]
    public void Held_for_an_hour_after_its_last_event_or_deadline()
    {
        _day.Request(0, "x").Response(1, "x").Notification(2, "x").Notification(3602, "x", amount: 5);
        Assert.Equal(Verdict.Mismatched, _day.Conclusion("x").Verdict);

        _day.Control(7202.001, "heartbeat").Notification(7203, "x", amount: 6).Notification(7203, "x", amount: 6).Response(1, "x");
        Assert.Equal(1, _day.Monitor.AfterClose);
        Assert.Equal(4, _day.Transaction("x").Events.Count);
        Assert.Equal(Timeline.At(7202.001), _day.Monitor.Terminal("a", "t").LastEventAt);
    }

    [Fact]
    public void What_comes_after_the_close_does_not_even_fire_deadlines()
    {
        _day.Request(0, "x").Response(1, "x").Notification(2, "x").Request(3700, "y").Response(3701, "y");
        _day.Notification(4000, "x", amount: 5);
        Assert.Equal((1, Verdict.Waiting), (_day.Monitor.AfterClose, _day.Conclusion("y").Verdict));

        _day.Control(4000, "heartbeat");
        Assert.Equal(Verdict.Overdue, _day.Conclusion("y").Verdict);
    }

    [Fact]
    public void A_deadline_that_has_fired_stays_fired_when_an_earlier_response_comes()
    {
        _day.Request(0, "x").Response(10, "x").Watermark(40).Response(5, "x");
        Assert.Equal(Verdict.Overdue, _day.Conclusion("x").Verdict);
    }

    [Fact]
    public void A_missing_one_is_held_for_seven_days_after_its_response()
    {
        const int week = 7 * 86_400;
        _day.Request(0, "x").Response(1, "x").Request(0, "y").Response(1, "y").Watermark(week);
        _day.Notification(week + 1, "x").Notification(week + 1.001, "y");

        Assert.Equal((Verdict.Late, Verdict.Missing), (_day.Conclusion("x").Verdict, _day.Conclusion("y").Verdict));
        Assert.Equal(1, _day.Monitor.AfterClose);
    }

    [Fact]
    public void Any_order_of_arrival_gives_the_same_conclusion()
    {
        var events = new Action<Timeline>[]
        {
            t => t.Request(0, "x"),
            t => t.Response(65, "x"),
            t => t.Notification(66, "x", status: "failed"),
            t => t.Notification(99, "x"),
            t => t.Notification(97, "x", status: "sent"),
        };
        foreach (var order in Permutations([.. events]))
        {
            var day = new Timeline();
            foreach (var arrive in order)
                arrive(day);
            var x = day.Watermark(1000).Conclusion("x");
            Assert.Equal((Outcome.Approved, true, Verdict.Late, 32_000.0), (x.Outcome, x.LateResponse, x.Verdict, x.DelayMs));
        }
    }

    private static IEnumerable<List<T>> Permutations<T>(List<T> items) =>
        items.Count <= 1
            ? [items]
            : items.SelectMany((first, i) => Permutations<T>([.. items[..i], .. items[(i + 1)..]]).Select(rest => (List<T>)[first, .. rest]));
}
