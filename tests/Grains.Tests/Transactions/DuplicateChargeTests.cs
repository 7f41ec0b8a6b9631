using PosMonitor.Events;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Transactions;

/// <summary>Contract §4, <c>transaction.duplicate-charge</c>.</summary>
public sealed class DuplicateChargeTests
{
    private const string Card = "622202*1234";
    private readonly Timeline _day = new();

    private IEnumerable<string> Alerts => _day.Alerts("transaction.duplicate-charge");

    [Theory]
    [InlineData("10:02:01", true)]
    [InlineData("10:02:01.001", false)]
    public void The_second_is_a_duplicate_up_to_two_minutes_after_the_first(string second, bool duplicate)
    {
        Charge("10:00:01", "x1").Charge(second, "x2");
        Assert.Equal(duplicate ? [$"transaction.duplicate-charge T1/x2 critical {second}.."] : [], Alerts);
        if (duplicate)
            Assert.Equal("\"x1\"", _day.Evidence("transaction.duplicate-charge", "firstTxn"));
    }

    [Theory]
    [InlineData("x1")]
    [InlineData("x2")]
    public void The_reversal_of_either_resolves_it(string reversed)
    {
        Charge("10:00:01", "x1").Charge("10:00:30", "x2");
        _day.At("10:01:00").Reverse(reversed);
        Assert.Equal(["transaction.duplicate-charge T1/x2 critical 10:00:30..10:01:00"], Alerts);
    }

    [Fact]
    public void Each_is_held_against_the_latest_before_it()
    {
        Charge("10:00:00", "x1").Charge("10:01:30", "x2").Charge("10:03:00", "x3");
        Assert.Equal(["transaction.duplicate-charge T1/x2 critical 10:01:30..", "transaction.duplicate-charge T1/x3 critical 10:03:00.."], Alerts);
    }

    [Fact]
    public void One_that_was_reversed_before_is_no_first()
    {
        Charge("10:00:01", "x1");
        _day.At("10:00:10").Reverse("x1");
        Charge("10:00:20", "x2");
        Assert.Empty(Alerts);
    }

    [Fact]
    public void Whichever_is_heard_of_last_the_second_is_the_subject()
    {
        Charge("10:00:30", "x2").Charge("10:00:01", "x1");
        Assert.Equal(["transaction.duplicate-charge T1/x2 critical 10:00:30.."], Alerts);
    }

    [Fact]
    public void Card_amount_currency_kind_terminal_and_approval_have_to_be_the_same()
    {
        Charge("10:00:00", "x1");
        _day.At("10:00:10").Request("a", card: "622202*9999").Respond("a").Request("b", 1, card: Card).Respond("b");
        _day.Request("c", card: Card, currency: "USD").Respond("c").Request("d", card: Card, kind: TransactionKind.Refund).Respond("d");
        _day.Request("e", card: Card).Respond("e", "51").Request("f").Respond("f").Request("g", card: Card);
        _day.On("T2").Request("h", card: Card).Respond("h");
        Assert.Empty(Alerts);
    }

    private DuplicateChargeTests Charge(string at, string txn)
    {
        _day.At(at).Request(txn, card: Card).Respond(txn).Notify(txn);
        return this;
    }

    [Fact]
    public void The_first_may_be_reversed_when_the_second_is_no_longer_held()
    {
        // Nobody is told of the first, so that it is held a quarter of an hour longer.
        var day = new Timeline()
            .At("10:00:00").Request("t1", card: "622202*1234").Respond("t1")
            .At("10:01:00").Request("t2", card: "622202*1234").Respond("t2").Notify("t2")
            .Watermark("11:10:00").Restart()
            .At("11:12:00").Reverse("t1");
        Assert.Equal(["transaction.duplicate-charge T1/t2 critical 10:01:00..11:12:00"], day.Alerts("transaction.duplicate"));
    }
}
