using PosMonitor.Events;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Transactions;

/// <summary>Contract §4, the rules about one transaction: when each opens, grows worse and resolves.</summary>
public sealed class TransactionAlertTests
{
    private readonly Timeline _day = new();

    [Fact]
    public void Overdue_opens_at_the_sla_and_resolves_with_the_match()
    {
        _day.At("10:00:00").Request("x1").At("10:00:01").Respond("x1").Watermark("10:00:30.999");
        Assert.Empty(_day.Alerts());

        _day.Watermark("10:00:31");
        Assert.Equal(["notification.overdue T1/x1 warning 10:00:31.."], _day.Alerts());

        _day.At("10:00:50").Notify("x1");
        Assert.Equal(["notification.overdue T1/x1 warning 10:00:31..10:00:50"], _day.Alerts());
        Assert.Equal("1234", _day.Evidence("notification.overdue", "amount"));
    }

    [Fact]
    public void Overdue_is_critical_once_the_notification_is_missing()
    {
        _day.At("10:00:00").Request("x1").Respond("x1").Watermark("10:14:59.999");
        Assert.Equal(["notification.overdue T1/x1 warning 10:00:30.."], _day.Alerts());

        _day.Watermark("10:15:00");
        Assert.Equal(["notification.overdue T1/x1 critical 10:00:30.."], _day.Alerts());
    }

    [Fact]
    public void Overdue_resolves_with_a_reversal_too()
    {
        _day.At("10:00:00").Request("x1").Respond("x1").Watermark("10:01:00").At("10:02:00").Reverse("x1");
        Assert.Equal(["notification.overdue T1/x1 warning 10:00:30..10:02:00"], _day.Alerts());
    }

    [Fact]
    public void Overdue_makes_way_for_a_mismatch()
    {
        _day.At("10:00:00").Request("x1").Respond("x1").Watermark("10:01:00").At("10:02:00").Notify("x1", 4321);
        Assert.Equal(["notification.overdue T1/x1 warning 10:00:30..10:02:00", "notification.mismatch T1/x1 critical 10:02:00.."], _day.Alerts());
    }

    [Fact]
    public void Late_is_noted_where_overdue_never_opened()
    {
        _day.At("10:00:00").Request("x1").At("10:00:40").Notify("x1").At("10:00:01").Respond("x1").Watermark("12:00:00");
        Assert.Equal(["notification.late T1/x1 info 10:00:40..10:00:40"], _day.Alerts());
    }

    [Fact]
    public void Late_is_not_noted_after_overdue()
    {
        _day.At("10:00:00").Request("x1").Respond("x1").At("10:00:30.001").Notify("x1");
        Assert.Equal(["notification.overdue T1/x1 warning 10:00:30..10:00:30.001"], _day.Alerts());
    }

    [Fact]
    public void Mismatch_opens_at_the_notification()
    {
        _day.At("10:00:00").Request("x1").Respond("x1").At("10:00:03").Notify("x1", 1).At("10:00:02").Notify("x1").Watermark("12:00:00");
        Assert.Equal(["notification.mismatch T1/x1 critical 10:00:03.."], _day.Alerts());
    }

    [Fact]
    public void Mismatch_opens_at_the_response_where_that_is_later_and_stays()
    {
        _day.At("10:00:00").Request("x1").At("10:00:01").Notify("x1", 1).At("10:00:05").Respond("x1").Reverse("x1").Watermark("12:00:00");
        Assert.Equal(["notification.mismatch T1/x1 critical 10:00:05.."], _day.Alerts());
    }

    [Fact]
    public void Unexpected_opens_at_the_later_of_notification_and_refusal()
    {
        _day.At("10:00:00").Request("x1").At("10:00:01").Notify("x1").At("10:00:02").Respond("x1", "51");
        _day.At("10:00:00").Request("x2").At("10:00:01").Respond("x2", "51").At("10:00:02.500").Notify("x2");
        Assert.Equal(["notification.unexpected T1/x1 critical 10:00:02..", "notification.unexpected T1/x2 critical 10:00:02.500.."], _day.Alerts());
    }

    [Fact]
    public void Unexpected_of_a_timeout_opens_at_the_deadline_and_resolves_with_the_approval()
    {
        _day.At("10:00:00").Request("x1").At("10:00:01").Notify("x1").Watermark("10:01:00");
        Assert.Equal(["notification.unexpected T1/x1 critical 10:01:00.."], _day.Alerts());

        _day.At("10:01:20").Respond("x1");
        Assert.Equal(["notification.unexpected T1/x1 critical 10:01:00..10:01:20"], _day.Alerts());
    }

    [Fact]
    public void Unexpected_resolves_with_a_reversal()
    {
        _day.At("10:00:00").Request("x1").Respond("x1", "96").Notify("x1").At("10:00:09").Reverse("x1");
        Assert.Equal(["notification.unexpected T1/x1 critical 10:00:00..10:00:09"], _day.Alerts());
    }

    [Fact]
    public void Failed_opens_at_the_failure_and_resolves_with_a_match()
    {
        _day.At("10:00:00").Request("x1").Respond("x1").At("10:00:02").NotifyFailed("x1");
        Assert.Equal(["notification.failed T1/x1 warning 10:00:02.."], _day.Alerts());

        _day.At("10:00:09").Notify("x1", channel: NotificationChannel.App);
        Assert.Equal(["notification.failed T1/x1 warning 10:00:02..10:00:09"], _day.Alerts());
    }

    [Fact]
    public void Failed_opens_at_the_response_where_that_is_later()
    {
        _day.At("10:00:00").Request("x1").At("10:00:02").NotifyFailed("x1").At("10:00:03").Respond("x1").At("10:00:04").Reverse("x1");
        Assert.Equal(["notification.failed T1/x1 warning 10:00:03..10:00:04"], _day.Alerts());
    }

    [Fact]
    public void Failed_is_not_said_of_what_was_told_already_or_is_not_expected()
    {
        _day.At("10:00:00").Request("x1").Respond("x1").Notify("x1").At("10:00:01").NotifyFailed("x1");
        _day.Request("x2").Respond("x2", "51").NotifyFailed("x2");
        Assert.Empty(_day.Alerts());
    }

    [Fact]
    public void One_sided_opens_a_minute_after_the_late_approval()
    {
        _day.At("10:00:00").Request("x1").At("10:01:00.001").Respond("x1").Notify("x1").Watermark("10:02:00");
        Assert.Empty(_day.Alerts());

        _day.Watermark("10:02:00.001");
        Assert.Equal(["transaction.one-sided T1/x1 critical 10:02:00.001.."], _day.Alerts());

        _day.At("10:30:00").Reverse("x1");
        Assert.Equal(["transaction.one-sided T1/x1 critical 10:02:00.001..10:30:00"], _day.Alerts());
    }

    [Fact]
    public void One_sided_needs_an_approval_that_is_late_and_not_reversed_in_time()
    {
        _day.At("10:00:00").Request("x1").Request("x2").Request("x3");
        _day.At("10:01:00").Respond("x1").Notify("x1").At("10:01:01").Respond("x2", "51").Respond("x3").Notify("x3");
        _day.At("10:02:01").Reverse("x3").Watermark("12:00:00");
        Assert.Empty(_day.Alerts("transaction."));
    }
}
