namespace PosMonitor.EndToEnd.Model;

/// <summary>Whether a terminal is used, answers, and is still there: <c>terminal.dormant</c>, <c>terminal.slow</c>, <c>terminal.silent</c>.</summary>
public sealed class TerminalUseTests
{
    private const double Day = 86_400;
    private readonly Timeline _day = new();

    [Fact]
    public void Dormant_90_days_after_its_first_event_where_nothing_was_approved()
    {
        _day.Control(0, "signin").Control(1, "signout").Finished(50, "x", "51").Watermark(90 * Day - 0.001);
        Expect("terminal.dormant");

        _day.Watermark(90 * Day);
        Expect("terminal.dormant", $"info {90 * Day}..");
    }

    [Fact]
    public void Dormant_90_days_after_the_last_approved_one_and_awake_at_the_next()
    {
        _day.Finished(10, "x").Finished(20, "y", "51").Watermark(91 * Day).Finished(92 * Day, "z");
        Expect("terminal.dormant", $"info {90 * Day + 10}..{92 * Day}");

        _day.Watermark(182 * Day);
        Expect("terminal.dormant", $"info {90 * Day + 10}..{92 * Day}", $"info {182 * Day}..");
    }

    [Fact]
    public void One_that_was_reversed_was_approved_once()
    {
        _day.Request(0, "x").Response(10, "x").Reversal(20, "x").Watermark(91 * Day);
        Expect("terminal.dormant", $"info {90 * Day + 10}..");
    }

    [Fact]
    public void An_earlier_approved_one_that_is_known_late_does_not_wake_it()
    {
        _day.Finished(100, "x").Watermark(90 * Day + 100).Finished(50, "y");
        Expect("terminal.dormant", $"info {90 * Day + 100}..");
    }

    [Fact]
    public void Slow_from_five_with_a_95th_percentile_of_ten_seconds()
    {
        Answered(100, "a", 1).Answered(200, "b", 1).Answered(300, "c", 1).Answered(400, "d", 10);
        Expect("terminal.slow");

        Answered(500, "e", 1);
        Expect("terminal.slow", "warning 500..");
        Assert.Equal("slow", _day.Monitor.Terminal("a", "t").StatusAt(Timeline.At(500)));
    }

    [Fact]
    public void Not_slow_below_ten_seconds()
    {
        for (var i = 0; i < 10; i++)
            Answered(100 + i * 50, $"x{i}", 9.999);
        Expect("terminal.slow");
    }

    [Fact]
    public void Slow_until_it_is_below_half_of_that()
    {
        for (var i = 0; i < 5; i++)
            Answered(10 * i + 10, $"slow{i}", 10);
        for (var i = 0; i < 20; i++)
            Answered(600 + 10 * i, $"half{i}", 5);
        Expect("terminal.slow", "warning 50..");

        // The one of 5 s leaves the nearest rank of 95 % (the 19th of 20) when two are left of them.
        for (var i = 0; i < 19; i++)
            Answered(1000 + 10 * i, $"fast{i}", 4.999);
        Expect("terminal.slow", "warning 50..1180");
    }

    [Fact]
    public void What_finished_without_a_response_has_no_response_time()
    {
        for (var i = 0; i < 6; i++)
            _day.Response(100 * i + 70, $"x{i}").Request(100 * i, $"x{i}", kind: "balance");
        Expect("terminal.slow");
    }

    [Fact]
    public void The_window_is_emptied_after_slow_was_judged_too()
    {
        _day.Finished(300, "c", "91").Finished(310, "d", "91").Finished(320, "e", "91").Finished(330, "f").Finished(340, "g");
        Answered(350, "h", 12);
        Expect("terminal.failing", "critical 320..350");
        Expect("terminal.slow", "warning 350..");

        _day.Finished(360, "i").Finished(370, "j").Finished(380, "k").Finished(390, "l");
        Expect("terminal.slow", "warning 350..");

        _day.Finished(400, "m");
        Expect("terminal.slow", "warning 350..400");
    }

    [Fact]
    public void Silent_half_an_hour_after_the_last_it_sent_on_duty()
    {
        _day.Control(0, "signin").Request(600, "x", kind: "balance").Response(700, "x").Watermark(2399.999);
        Expect("terminal.silent");

        _day.Watermark(2400);
        Expect("terminal.silent", "warning 2400..");
        Assert.Equal("silent", _day.Monitor.Terminal("a", "t").StatusAt(Timeline.At(2400)));

        _day.Response(3000, "y");
        Expect("terminal.silent", "warning 2400..");

        _day.Control(3600, "batch-settled");
        Expect("terminal.silent", "warning 2400..3600");
    }

    [Fact]
    public void Nobody_is_missed_off_duty()
    {
        _day.Request(0, "x", kind: "balance").Response(1, "x").Watermark(Day);
        _day.Control(Day, "heartbeat").Control(Day + 60, "signout").Watermark(2 * Day);
        Expect("terminal.silent");
        Assert.Equal("off-duty", _day.Monitor.Terminal("a", "t").StatusAt(Timeline.At(2 * Day)));

        _day.Control(2 * Day, "heartbeat").Watermark(2 * Day + 1800);
        Expect("terminal.silent", $"warning {2 * Day + 1800}..");
    }

    [Fact]
    public void A_signout_at_the_moment_of_the_signin_is_later()
    {
        _day.Control(0, "signout").Control(0, "signin").Watermark(Day);
        Expect("terminal.silent");
    }

    [Fact]
    public void One_that_is_older_than_the_last_sent_does_not_end_the_silence()
    {
        _day.Control(100, "heartbeat").Watermark(1900).Request(50, "x", kind: "balance");
        Expect("terminal.silent", "warning 1900..");
    }

    [Fact]
    public void A_setting_moves_the_deadline()
    {
        _day.Control(0, "heartbeat").Configure("terminal/a/t", s => s with { SilentAfter = TimeSpan.FromHours(1) }).Watermark(3599);
        Expect("terminal.silent");

        _day.Configure("terminal/a/t", null).Watermark(3599.5);
        Expect("terminal.silent", "warning 1800..");
    }

    private TerminalUseTests Answered(double at, string txn, double seconds)
    {
        _day.Request(at - seconds, txn, kind: "balance").Response(at, txn);
        return this;
    }

    private void Expect(string rule, params string[] alerts) => Assert.Equal(alerts.Select(a => $"{rule} a/t {a}"), _day.Of(rule));
}
