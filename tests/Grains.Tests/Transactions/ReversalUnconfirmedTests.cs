using PosMonitor.Settings;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Tests.Transactions;

public sealed class ReversalUnconfirmedTests
{
    private static Timeline Expecting => new(new DetectionOptions { ExpectReversalResponse = true });

    [Fact]
    public void A_reversal_that_nobody_answers_opens_it_at_the_deadline()
    {
        var day = Expecting.At("10:00:00").Request("t1").At("10:00:05").Reverse("t1").Watermark("10:01:04.999");
        Assert.Empty(day.Alerts("transaction.reversal"));

        day.Watermark("10:01:05");

        Assert.Equal(["transaction.reversal-unconfirmed T1/t1 critical 10:01:05.."], day.Alerts("transaction.reversal"));
    }

    [Fact]
    public void An_approved_answer_resolves_it_and_a_declined_one_does_not()
    {
        var day = Expecting.At("10:00:00").Request("t1").At("10:00:05").Reverse("t1").At("10:02:00").ConfirmReversal("t1", "05");
        Assert.Equal(["transaction.reversal-unconfirmed T1/t1 critical 10:01:05.."], day.Alerts("transaction.reversal"));

        day.Restart().At("10:03:00").ConfirmReversal("t1");

        Assert.Equal(["transaction.reversal-unconfirmed T1/t1 critical 10:01:05..10:03:00"], day.Alerts("transaction.reversal"));
    }

    [Fact]
    public void An_answer_in_time_keeps_it_away() =>
        Assert.Empty(Expecting.At("10:00:00").Request("t1").At("10:00:05").Reverse("t1").At("10:01:05").ConfirmReversal("t1").Watermark("12:00:00").Alerts("transaction.reversal"));

    [Fact]
    public void It_is_judged_only_where_answers_are_expected() =>
        Assert.Empty(new Timeline().At("10:00:00").Request("t1").At("10:00:05").Reverse("t1").Watermark("12:00:00").Alerts("transaction.reversal"));

    [Fact]
    public void A_reversal_without_a_request_is_judged_as_well() =>
        Assert.Equal(["transaction.reversal-unconfirmed T1/t1 critical 10:01:00.."], Expecting.At("10:00:00").Reverse("t1").Watermark("10:30:00").Alerts("transaction.reversal"));
}
