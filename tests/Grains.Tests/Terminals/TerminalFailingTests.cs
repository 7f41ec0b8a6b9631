using System.Globalization;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Terminals;

/// <summary>Contract §4, <c>terminal.failing</c> and the window that it is judged on.</summary>
public sealed class TerminalFailingTests
{
    private readonly Timeline _day = new();

    private IEnumerable<string> Alerts => _day.Alerts("terminal.failing");

    [Fact]
    public void Three_failures_in_a_row_open_it_and_three_others_resolve_it()
    {
        Codes("10:00", "96 91");
        Assert.Empty(Alerts);

        Codes("10:01", "A0");
        Assert.Equal(["terminal.failing T1 critical 10:01:00.."], Alerts);
        Assert.Equal(TerminalStatus.Failing, _day.Terminal("10:01:00")!.Status);

        Codes("10:02", "00 51");
        Assert.Equal(["terminal.failing T1 critical 10:01:00.."], Alerts);

        Codes("10:03", "00");
        Assert.Equal(["terminal.failing T1 critical 10:01:00..10:03:00"], Alerts);
        Assert.Equal(TerminalStatus.Active, _day.Terminal("10:03:00")!.Status);
    }

    [Fact]
    public void Half_of_five_or_more_open_it()
    {
        Codes("10:00", "96 00 96 00");
        Assert.Empty(Alerts);

        Codes("10:01", "96");
        Assert.Equal(["terminal.failing T1 critical 10:01:00.."], Alerts);
    }

    [Fact]
    public void Less_than_half_do_not()
    {
        Codes("10:00", "00 00 00 00 96 00 00 96 96");
        Assert.Empty(Alerts);
    }

    [Fact]
    public void Only_a_failure_opens_it()
    {
        Codes("10:00", "96 96 00 96 00");
        Assert.Empty(Alerts);

        Codes("10:01", "96");
        Assert.Equal(["terminal.failing T1 critical 10:01:00.."], Alerts);
    }

    [Fact]
    public void What_the_customer_or_the_card_did_is_no_failure()
    {
        Codes("10:00", "51 55 14 41 51 05");
        Assert.Empty(Alerts);
    }

    [Fact]
    public void Timeouts_and_reversals_are_failures_and_the_evidence_counts_them()
    {
        _day.At("10:00:00").Request("a", issuer: "ccb").Watermark("10:01:00");
        _day.At("10:02:00").Request("b").At("10:02:05").Reverse("b", "68");
        _day.At("10:03:00").Finish("c", "91");

        Assert.Equal(["terminal.failing T1 critical 10:03:00.."], Alerts);
        Assert.Equal("3", _day.Evidence("terminal.failing", "failures"));
        Assert.Equal("""{"issuer":1,"network":2}""", _day.Evidence("terminal.failing", "byCause"));
        Assert.Equal("""{"68":1,"91":1,"timeout":1}""", _day.Evidence("terminal.failing", "byCode"));
        Assert.Equal("""{"ccb":1,"icbc":2}""", _day.Evidence("terminal.failing", "byIssuer"));
    }

    [Fact]
    public void A_transaction_stays_as_it_entered()
    {
        _day.At("10:00:00").Request("a").Request("b").Request("c").Watermark("10:01:00");
        Assert.Equal(["terminal.failing T1 critical 10:01:00.."], Alerts);

        _day.At("10:01:10").Respond("a").Respond("b").Respond("c");
        Assert.Equal(["terminal.failing T1 critical 10:01:00.."], Alerts);
    }

    [Fact]
    public void An_orphan_enters_no_window()
    {
        _day.At("10:00:00").Respond("a", "96").Respond("b", "96").Respond("c", "96").Watermark("10:02:00");
        Assert.Empty(Alerts);
    }

    [Fact]
    public void An_orphan_enters_when_its_request_comes()
    {
        _day.At("10:00:00").Respond("a", "96").Respond("b", "96").Respond("c", "96").Watermark("10:02:00");
        _day.At("10:00:00").Request("a").Request("b").Request("c");
        Assert.Equal(["terminal.failing T1 critical 10:00:00.."], Alerts);
    }

    [Fact]
    public void What_is_over_a_quarter_of_an_hour_older_than_the_newest_has_left()
    {
        Codes("10:00", "96 96");
        _day.At("10:15:01.001").Finish("new", "96");
        Assert.Empty(Alerts);
    }

    [Fact]
    public void What_is_just_a_quarter_of_an_hour_older_is_still_there()
    {
        _day.At("10:00:00").Finish("a", "96").Finish("b", "96").At("10:15:00").Finish("c", "96");
        Assert.Equal(["terminal.failing T1 critical 10:15:00.."], Alerts);
    }

    [Fact]
    public void Only_the_last_twenty_count()
    {
        // After it resolved, eleven good ones, then ten failures of fifteen: ten of the last twenty, and of all twenty-six too few.
        var good = string.Join(' ', Enumerable.Repeat("00", 11));
        Codes("10:00", "96 00 96 00 96");
        Assert.Single(Alerts);
        Codes("10:01", "00 00 00 " + good);
        Assert.Equal(["terminal.failing T1 critical 10:00:04..10:01:02"], Alerts);

        Codes("10:02", "96 96 00 96 96 00 96 96 00 96");
        Assert.Equal(["terminal.failing T1 critical 10:00:04..10:01:02"], Alerts);
        Codes("10:03", "00 96 00 96 96");
        Assert.Equal(["terminal.failing T1 critical 10:00:04..10:01:02", "terminal.failing T1 critical 10:03:04.."], Alerts);
    }

    [Fact]
    public void The_window_is_emptied_when_it_resolves()
    {
        Codes("10:00", "96 96 96 00 00 00");
        // With the three failures of before, half of six would have failed.
        Codes("10:01", "96 00 96 00");
        Assert.Equal(["terminal.failing T1 critical 10:00:02..10:00:05"], Alerts);
    }

    [Fact]
    public void It_is_of_one_terminal()
    {
        _day.At("10:00:00").Finish("a", "96").Finish("b", "96").On("T2").Finish("a", "96").Finish("b", "96");
        Assert.Empty(Alerts);
    }

    // One finish a second.
    private void Codes(string minute, string codes)
    {
        var second = 0;
        foreach (var code in codes.Split(' '))
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{minute}:{second++:00}");
            _day.At(at).Finish(at, code);
        }
    }
}
