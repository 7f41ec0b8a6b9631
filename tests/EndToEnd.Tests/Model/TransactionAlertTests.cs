namespace PosMonitor.EndToEnd.Model;

public sealed class TransactionAlertTests
{
    private readonly Timeline _day = new();

    [Fact]
    public void Overdue_opens_at_the_sla_turns_critical_and_resolves_at_the_match()
    {
        _day.Request(0, "x").Response(1, "x").Watermark(100);
        Expect("notification.overdue a/t/x warning 31..");

        _day.Watermark(1000);
        Expect("notification.overdue a/t/x critical 31..");

        _day.Notification(2000, "x");
        Expect("notification.overdue a/t/x critical 31..2000");
        Assert.Equal(1_999_000, _day.Monitor.Alerts[0].DelayMs);
    }

    [Fact]
    public void Overdue_resolves_at_a_reversal()
    {
        _day.Request(0, "x").Response(1, "x").Reversal(50, "x");
        Expect("notification.overdue a/t/x warning 31..50");
    }

    [Fact]
    public void Late_where_the_match_was_known_before_it_could_be_overdue()
    {
        _day.Request(0, "x").Notification(41, "x").Response(1, "x");
        Expect("notification.late a/t/x info 41..41");
    }

    [Fact]
    public void Overdue_and_not_late_where_the_match_comes_in_order()
    {
        _day.Request(0, "x").Response(1, "x").Notification(41, "x");
        Expect("notification.overdue a/t/x warning 31..41");
    }

    [Fact]
    public void Mismatch_opens_at_the_later_of_notification_and_outcome_and_stays()
    {
        _day.Request(0, "x").Response(1, "x").Notification(3, "x", amount: 7).Notification(4, "x");
        _day.Request(10, "y").Notification(11, "y", amount: 7).Response(12, "y").Reversal(13, "y");
        Expect("notification.mismatch a/t/x critical 3..", "notification.mismatch a/t/y critical 12..");
    }

    [Fact]
    public void Mismatch_ends_an_overdue_alert()
    {
        _day.Request(0, "x").Response(1, "x").Notification(50, "x", amount: 7);
        Expect("notification.overdue a/t/x warning 31..50", "notification.mismatch a/t/x critical 50..");
    }

    [Fact]
    public void Unexpected_opens_at_the_timeout_and_resolves_at_the_late_approval()
    {
        _day.Request(0, "x").Notification(1, "x").Response(70, "x");
        Expect("notification.unexpected a/t/x critical 60..70");
    }

    [Fact]
    public void Unexpected_of_a_decline_opens_at_the_notification()
    {
        _day.Request(0, "x").Response(1, "x", "51").Notification(2, "x").Notification(3, "x", status: "sent");
        Expect("notification.unexpected a/t/x critical 2..");
    }

    [Fact]
    public void Failed_opens_while_there_is_no_match()
    {
        _day.Request(0, "x").Notification(1, "x", status: "failed").Response(2, "x").Notification(5, "x");
        _day.Request(10, "y").Response(11, "y").Notification(12, "y").Notification(13, "y", status: "failed");
        _day.Request(20, "z").Response(21, "z").Notification(22, "z", status: "failed").Reversal(23, "z");
        Expect("notification.failed a/t/x warning 2..5", "notification.failed a/t/z warning 22..23");
    }

    [Fact]
    public void One_sided_where_a_late_approval_is_not_reversed()
    {
        _day.Request(0, "x", kind: "balance").Response(70, "x").Reversal(200, "x");
        _day.Request(300, "y", kind: "balance").Response(370, "y").Reversal(430, "y");
        Expect("transaction.one-sided a/t/x critical 130..200");
    }

    [Fact]
    public void Notifications_to_the_merchant_raise_nothing()
    {
        _day.Request(0, "x").Response(1, "x").Notification(2, "x");
        _day.Notification(3, "x", amount: 5, recipient: "merchant").Notification(4, "x", status: "failed", recipient: "merchant");
        Expect();
    }

    private void Expect(params string[] alerts) => Assert.Equal(alerts, _day.Alerts);
}
