namespace PosMonitor.EndToEnd.Model;

public sealed class TerminalAlertTests
{
    private readonly Timeline _day = new();

    [Fact]
    public void Three_failures_in_a_row_and_three_good_ones()
    {
        _day.Finished(1, "a", "91").Finished(2, "b", "91").Finished(3, "c", "91");
        Assert.Equal("failing", _day.Monitor.Terminal("a", "t").StatusAt(Timeline.At(3)));

        _day.Finished(4, "d").Finished(5, "e").Finished(6, "f", "51");
        Expect("terminal.failing a/t critical 3..6");
    }

    [Fact]
    public void The_window_is_empty_after_it_resolved()
    {
        _day.Finished(1, "a", "91").Finished(2, "b", "91").Finished(3, "c", "91").Finished(4, "d").Finished(5, "e").Finished(6, "f");
        _day.Finished(7, "g", "91").Finished(8, "h", "91");
        Expect("terminal.failing a/t critical 3..6");

        _day.Finished(9, "i", "91");
        Expect("terminal.failing a/t critical 3..6", "terminal.failing a/t critical 9..");
    }

    [Fact]
    public void Half_of_five_or_more()
    {
        _day.Finished(1, "a", "91").Finished(2, "b").Finished(3, "c", "91").Finished(4, "d").Finished(5, "e", "96");
        Expect("terminal.failing a/t critical 5..");
    }

    [Fact]
    public void Old_ones_leave_the_window()
    {
        _day.Finished(1, "a", "91").Finished(2, "b", "91").Finished(902.5, "c", "91");
        Expect();
    }

    [Fact]
    public void Timeouts_and_reversals_are_failures_and_a_response_before_the_reversal_is_not()
    {
        _day.Request(0, "a", kind: "balance").Request(0, "b", kind: "balance").Reversal(5, "b");
        _day.Request(0, "c", kind: "balance").Response(7, "c").Reversal(8, "c");
        _day.Request(0, "d", kind: "balance").Watermark(60);
        Expect();

        _day.Finished(61, "e", "91");
        Expect("terminal.failing a/t critical 61..");
    }

    [Fact]
    public void An_orphan_enters_when_its_request_comes()
    {
        _day.Finished(1, "a", "91").Finished(2, "b", "91").Response(3, "c", "91");
        Expect();

        _day.Request(2.5, "c");
        Expect("terminal.failing a/t critical 3..");
    }

    [Fact]
    public void A_late_response_does_not_take_the_timeout_out_of_the_window()
    {
        _day.Request(0, "a", kind: "balance").Response(70, "a", "51").Finished(71, "b", "91").Finished(72, "c", "91");
        Expect("terminal.failing a/t critical 72..");
    }

    [Fact]
    public void Three_reversed_within_ten_minutes()
    {
        Reversed(0, "a").Reversed(300, "b").Reversed(600, "c").Watermark(1199.999);
        Expect("terminal.reversals a/t warning 600..");

        _day.Watermark(1200);
        Expect("terminal.reversals a/t warning 600..1200");
    }

    [Fact]
    public void A_further_reversal_keeps_it_open()
    {
        Reversed(0, "a").Reversed(1, "b").Reversed(2, "c").Reversed(602, "d").Watermark(2000);
        Expect("terminal.reversals a/t warning 2..1202");
    }

    [Fact]
    public void Not_over_more_than_ten_minutes_and_each_transaction_once()
    {
        Reversed(0, "a").Reversed(300, "b").Reversed(300.001, "b").Reversed(600.001, "c");
        Expect();
    }

    [Fact]
    public void Off_duty_after_a_signout_and_idle_after_a_while()
    {
        _day.Control(0, "signin").Watermark(800);
        Assert.Equal("active", Status(800));
        Assert.Equal("idle", Status(900));

        _day.Control(901, "signout");
        Assert.Equal("off-duty", Status(902));

        _day.Control(903, "signin");
        Assert.Equal("active", Status(904));
    }

    private string Status(double at) => _day.Monitor.Terminal("a", "t").StatusAt(Timeline.At(at));

    /// <summary>A reversal of a transaction that nothing else is known of.</summary>
    private TerminalAlertTests Reversed(double at, string txn)
    {
        _day.Reversal(at, txn);
        return this;
    }

    private void Watermark(double at) => _day.Watermark(at);

    private void Expect(params string[] alerts) => Assert.Equal(alerts, _day.Alerts);
}
