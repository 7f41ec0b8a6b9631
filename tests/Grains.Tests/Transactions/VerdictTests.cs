using PosMonitor.Events;
using PosMonitor.Settings;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Transactions;

/// <summary>Contract §3, <em>Notification verdict</em>, row by row, with the edges just on the deadlines.</summary>
public sealed class VerdictTests
{
    private readonly Timeline _day = new();

    [Fact]
    public void Waiting_overdue_missing_and_after_days_late()
    {
        _day.At("10:00:00").Request("x1").At("10:00:01").Respond("x1").Watermark("10:00:30.999");
        Assert.Equal(Verdict.Waiting, _day.Verdict("x1"));

        _day.Watermark("10:00:31");
        Assert.Equal(Verdict.Overdue, _day.Verdict("x1"));

        _day.Watermark("10:15:00.999");
        Assert.Equal(Verdict.Overdue, _day.Verdict("x1"));

        _day.Watermark("10:15:01");
        Assert.Equal(Verdict.Missing, _day.Verdict("x1"));

        _day.Watermark("7.10:00:00").At("7.10:00:01").Notify("x1");
        Assert.Equal((Verdict.Late, 7 * 86_400_000.0), (_day.Verdict("x1"), _day.View("x1").DelayMs));
    }

    [Theory]
    [InlineData("10:00:31", Verdict.OnTime, 30_000.0)]
    [InlineData("10:00:31.001", Verdict.Late, 30_001.0)]
    [InlineData("10:00:00", Verdict.OnTime, 0.0)]
    public void A_match_is_on_time_up_to_the_sla(string at, Verdict verdict, double delay)
    {
        _day.At("10:00:00").Request("x1").At("10:00:01").Respond("x1").At(at).Notify("x1");
        Assert.Equal((verdict, delay), (_day.Verdict("x1"), _day.View("x1").DelayMs));
    }

    [Fact]
    public void A_notification_in_time_that_is_told_late_is_on_time()
    {
        _day.At("10:00:00").Request("x1").At("10:00:01").Respond("x1").Watermark("10:20:00").At("10:00:20").Notify("x1");
        Assert.Equal((Verdict.OnTime, 19_000.0), (_day.Verdict("x1"), _day.View("x1").DelayMs));
    }

    [Fact]
    public void The_earliest_match_counts()
    {
        _day.At("10:00:00").Request("x1").At("10:00:01").Respond("x1");
        _day.At("10:00:45").Notify("x1", channel: NotificationChannel.App).At("10:00:11").Notify("x1");
        Assert.Equal((Verdict.OnTime, 10_000.0), (_day.Verdict("x1"), _day.View("x1").DelayMs));
    }

    [Theory]
    [InlineData(NotificationStatus.Sent, Verdict.OnTime)]
    [InlineData(NotificationStatus.Delivered, Verdict.OnTime)]
    [InlineData(NotificationStatus.Failed, Verdict.Waiting)]
    public void What_was_sent_or_delivered_matches_and_what_failed_does_not(NotificationStatus status, Verdict verdict)
    {
        _day.At("10:00:00").Request("x1").Respond("x1").Notify("x1", status: status);
        Assert.Equal(verdict, _day.Verdict("x1"));
    }

    [Fact]
    public void Another_amount_or_currency_is_a_mismatch_even_beside_a_match()
    {
        _day.At("10:00:00").Request("x1").Respond("x1").Notify("x1").Notify("x1", 1235);
        _day.Request("x2").Respond("x2").Notify("x2", currency: "USD");
        _day.Request("x3").Respond("x3").Notify("x3", 1, NotificationStatus.Failed);

        Assert.Equal((Verdict.Mismatched, (double?)null), (_day.Verdict("x1"), _day.View("x1").DelayMs));
        Assert.Equal(Verdict.Mismatched, _day.Verdict("x2"));
        Assert.Equal(Verdict.Waiting, _day.Verdict("x3"));
    }

    [Theory]
    [InlineData("51")]
    [InlineData("96")]
    [InlineData(null)]
    public void To_be_told_of_what_was_not_approved_is_unexpected(string? code)
    {
        _day.At("10:00:00").Request("x1").NotifyFailed("x1");
        if (code is not null)
            _day.Respond("x1", code);
        _day.Watermark("10:01:00");
        Assert.Equal(Verdict.NotExpected, _day.Verdict("x1"));

        _day.At("10:02:00").Notify("x1", 1);
        Assert.Equal(Verdict.Unexpected, _day.Verdict("x1"));
    }

    [Fact]
    public void A_late_approval_makes_an_unexpected_notification_a_match()
    {
        _day.At("10:00:00").Request("x1").At("10:00:02").Notify("x1").Watermark("10:01:00");
        Assert.Equal(Verdict.Unexpected, _day.Verdict("x1"));

        _day.At("10:01:30").Respond("x1");
        Assert.Equal((Verdict.OnTime, 0.0), (_day.Verdict("x1"), _day.View("x1").DelayMs));
    }

    [Fact]
    public void A_reversed_one_expects_none_but_may_be_mismatched()
    {
        _day.At("10:00:00").Request("x1").Respond("x1").Notify("x1").At("10:00:10").Reverse("x1");
        Assert.Equal((Verdict.NotExpected, (double?)null), (_day.Verdict("x1"), _day.View("x1").DelayMs));

        _day.At("10:00:11").Notify("x1", 99);
        Assert.Equal(Verdict.Mismatched, _day.Verdict("x1"));
    }

    [Theory]
    [InlineData(TransactionKind.Purchase, Verdict.Waiting)]
    [InlineData(TransactionKind.Void, Verdict.Waiting)]
    [InlineData(TransactionKind.Refund, Verdict.Waiting)]
    [InlineData(TransactionKind.PreauthComplete, Verdict.Waiting)]
    [InlineData(TransactionKind.Preauth, Verdict.NotExpected)]
    [InlineData(TransactionKind.Balance, Verdict.NotExpected)]
    public void Only_what_moves_money_is_to_be_told(TransactionKind kind, Verdict verdict)
    {
        _day.At("10:00:00").Request("x1", kind: kind).Respond("x1");
        Assert.Equal(verdict, _day.Verdict("x1"));
    }

    [Fact]
    public void A_balance_enquiry_that_is_told_of_another_amount_is_mismatched()
    {
        _day.At("10:00:00").Request("x1", kind: TransactionKind.Balance).Respond("x1").Notify("x1", 5);
        Assert.Equal(Verdict.Mismatched, _day.Verdict("x1"));
    }

    [Theory]
    [InlineData(99, Verdict.NotExpected)]
    [InlineData(100, Verdict.Waiting)]
    public void Below_the_floor_none_is_expected(long amount, Verdict verdict)
    {
        var day = new Timeline(new DetectionOptions { NotifyFloor = 100 });
        day.At("10:00:00").Request("x1", amount).Respond("x1");
        Assert.Equal(verdict, day.Verdict("x1"));
    }

    [Fact]
    public void What_the_merchant_is_told_is_judged_by_nothing_unless_it_is_set()
    {
        _day.At("10:00:00").Request("x1").Respond("x1").NotifyMerchant("x1", 1);

        var view = _day.View("x1");
        Assert.Equal((Verdict.Waiting, (Verdict?)null, 3), (view.Verdict, view.MerchantVerdict, view.Events.Count));
    }

    [Fact]
    public void Where_it_is_set_the_merchant_has_a_verdict_of_its_own()
    {
        var day = new Timeline(new DetectionOptions { NotifyMerchant = true });
        day.At("10:00:00").Request("x1").At("10:00:01").Respond("x1").At("10:00:02").Notify("x1");
        Assert.Equal((Verdict.OnTime, (Verdict?)Verdict.Waiting), (day.Verdict("x1"), day.View("x1").MerchantVerdict));

        day.Watermark("10:00:31");
        Assert.Equal((Verdict.OnTime, (Verdict?)Verdict.Overdue), (day.Verdict("x1"), day.View("x1").MerchantVerdict));
        Assert.Empty(day.Alerts());

        day.Watermark("10:15:01");
        Assert.Equal(Verdict.Missing, day.View("x1").MerchantVerdict);

        day.At("10:20:00").NotifyMerchant("x1");
        Assert.Equal((Verdict.OnTime, (Verdict?)Verdict.Late, 1_000.0), (day.Verdict("x1"), day.View("x1").MerchantVerdict, day.View("x1").DelayMs));
    }

    [Fact]
    public void An_approval_is_taken_back_by_an_earlier_refusal()
    {
        _day.At("10:00:00").Request("x1").At("10:00:02").Respond("x1").Notify("x1").At("10:00:01").Respond("x1", "51");
        Assert.Equal((Outcome.Declined, Verdict.Unexpected), (_day.Outcome("x1"), _day.Verdict("x1")));
    }
}
