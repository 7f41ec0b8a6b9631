using PosMonitor.Tests.Shards;

namespace PosMonitor.Terminals;

/// <summary>Contract §4, <c>terminal.reversals</c>.</summary>
public sealed class TerminalReversalsTests
{
    private readonly Timeline _day = new();

    private IEnumerable<string> Alerts => _day.Alerts("terminal.reversals");

    [Theory]
    [InlineData("10:10:00", true)]
    [InlineData("10:10:00.001", false)]
    public void The_third_within_ten_minutes_opens_it(string third, bool opens)
    {
        Reversed("10:00:00", "a").Reversed("10:05:00", "b");
        Assert.Empty(Alerts);

        Reversed(third, "c");
        Assert.Equal(opens ? [$"terminal.reversals T1 warning {third}.."] : [], Alerts);
    }

    [Fact]
    public void Ten_minutes_without_one_resolve_it()
    {
        Reversed("10:00:00", "a").Reversed("10:01:00", "b").Reversed("10:02:00", "c").Reversed("10:04:00", "d");
        _day.Watermark("10:13:59.999");
        Assert.Equal(["terminal.reversals T1 warning 10:02:00.."], Alerts);

        _day.Watermark("10:14:00");
        Assert.Equal(["terminal.reversals T1 warning 10:02:00..10:14:00"], Alerts);
        Assert.Equal("3", _day.Evidence("terminal.reversals", "reversals"));
    }

    [Fact]
    public void After_that_it_takes_three_new_ones()
    {
        Reversed("10:00:00", "a").Reversed("10:01:00", "b").Reversed("10:02:00", "c");
        _day.Watermark("10:12:00");
        Reversed("10:12:01", "d").Reversed("10:12:02", "e");
        Assert.Single(Alerts);

        Reversed("10:12:03", "f");
        Assert.Equal(["terminal.reversals T1 warning 10:02:00..10:12:00", "terminal.reversals T1 warning 10:12:03.."], Alerts);
    }

    [Fact]
    public void A_transaction_counts_once_however_often_it_is_reversed()
    {
        Reversed("10:00:00", "a").Reversed("10:01:00", "b");
        _day.At("10:02:00").Reverse("a").At("10:03:00").Reverse("b", "68");
        Assert.Empty(Alerts);
    }

    [Fact]
    public void Out_of_order_it_opens_at_the_last_of_the_three()
    {
        Reversed("10:08:00", "c").Reversed("10:00:00", "a").Reversed("10:05:00", "b");
        Assert.Equal(["terminal.reversals T1 warning 10:08:00.."], Alerts);
    }

    [Fact]
    public void One_that_is_heard_of_late_makes_too_many_with_earlier_ones()
    {
        Reversed("10:00:20", "a").Reversed("10:07:40", "b").Reversed("10:13:30", "c");
        Assert.Empty(Alerts);

        Reversed("10:00:00", "d");
        Assert.Equal(["terminal.reversals T1 warning 10:07:40.."], Alerts);
    }

    private TerminalReversalsTests Reversed(string at, string txn)
    {
        _day.At(at).Request(txn).Reverse(txn);
        return this;
    }
}
