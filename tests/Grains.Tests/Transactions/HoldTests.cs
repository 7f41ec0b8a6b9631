using PosMonitor.Settings;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Transactions;

/// <summary>How long a transaction is held, and what becomes of events that come after that or come twice (contract §1, §3).</summary>
public sealed class HoldTests
{
    private readonly Timeline _day = new();

    [Fact]
    public void It_is_held_for_an_hour_after_its_last_event_or_deadline()
    {
        _day.At("10:00:00").Finish("x1").Watermark("10:59:59.999").At("10:00:01").Notify("x1");
        Assert.Equal((3, 0L), (_day.View("x1").Events.Count, _day.Run.Shard.State.AfterClose));

        _day.Watermark("11:00:01").At("10:00:02").Notify("x1", 1);
        Assert.Equal((Verdict.NotExpected, 3, 1L), (_day.Verdict("x1"), _day.View("x1").Events.Count, _day.Run.Shard.State.AfterClose));
        Assert.Empty(_day.Alerts());
    }

    [Fact]
    public void A_timeout_deadline_counts_for_the_hour()
    {
        _day.At("10:00:00").Request("x1").Watermark("11:00:59.999").At("11:00:59.999").Respond("x1");
        Assert.Equal((Outcome.Approved, 0L), (_day.Outcome("x1"), _day.Run.Shard.State.AfterClose));
    }

    [Fact]
    public void A_missing_one_is_held_for_seven_days_after_its_response()
    {
        _day.At("10:00:00").Request("x1").Respond("x1").Watermark("7.09:59:59.999").At("7.09:59:59.999").Notify("x1");
        Assert.Equal((Verdict.Late, 0L), (_day.Verdict("x1"), _day.Run.Shard.State.AfterClose));
    }

    [Fact]
    public void After_seven_days_a_match_comes_too_late()
    {
        _day.At("10:00:00").Request("x1").Respond("x1").Watermark("7.10:00:00").At("7.10:00:00").Notify("x1");
        Assert.Equal((Verdict.Missing, 1L), (_day.Verdict("x1"), _day.Run.Shard.State.AfterClose));
        Assert.Equal(["notification.overdue T1/x1 critical 10:00:30.."], _day.Alerts());
    }

    [Fact]
    public void What_comes_twice_counts_once_while_it_is_held_and_after()
    {
        _day.At("10:00:00").Finish("x1").Finish("x1").Notify("x1").Notify("x1");
        Assert.Equal((3, 1L), (_day.View("x1").Events.Count, _day.Fleet.Requested));

        _day.Watermark("12:00:00").At("10:00:00").Finish("x1").Notify("x1");
        Assert.Equal((1L, 0L), (_day.Fleet.Requested, _day.Run.Shard.State.AfterClose));

        _day.At("10:00:01").Notify("x1").Notify("x1");
        Assert.Equal(1L, _day.Run.Shard.State.AfterClose);
    }

    [Fact]
    public void What_comes_after_the_close_fires_nothing_and_names_nothing()
    {
        _day.At("10:00:00").Finish("x1").Watermark("12:00:00").At("12:10:00").Respond("x1", "96");
        Assert.Equal(Timeline.Moment("10:00:00"), _day.Terminal("12:00:00")!.LastEventAt);
    }

    [Fact]
    public void Defaults_that_are_told_or_left_out_are_the_same_event()
    {
        _day.At("10:00:00").Request("x1").Request("x1", kind: Events.TransactionKind.Purchase);
        _day.Notify("x1").Notify("x1", status: Events.NotificationStatus.Delivered, recipient: Events.NotificationRecipient.Cardholder, currency: "CNY");
        Assert.Equal(2, _day.View("x1").Events.Count);
    }

    [Fact]
    public void The_hours_and_days_are_settings()
    {
        var day = new Timeline(new DetectionOptions { HoldFinished = TimeSpan.FromMinutes(1), HoldMissing = TimeSpan.FromMinutes(20) });
        day.At("10:00:00").Finish("x1").Request("x2").Respond("x2").Watermark("10:01:00").At("10:00:59").Notify("x1");
        Assert.Equal(1L, day.Run.Shard.State.AfterClose);

        day.Watermark("10:19:59.999").At("10:19:00").Notify("x2");
        Assert.Equal(Verdict.Late, day.Verdict("x2"));
    }
}
