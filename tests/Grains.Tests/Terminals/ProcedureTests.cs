using PosMonitor.Events;
using PosMonitor.Settings;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Tests.Terminals;

/// <summary><c>procedure.no-signin</c> and <c>procedure.unsettled</c>. The acquirer's days begin at 16:00 UTC: midnight in Shanghai.</summary>
public sealed class ProcedureTests
{
    private static Timeline Signing => new(new DetectionOptions { RequireSignin = true });

    private static Timeline Settling => new(new DetectionOptions { RequireSettlement = true });

    [Fact]
    public void The_first_request_of_a_business_day_without_a_signin_opens_it_and_a_signin_resolves_it()
    {
        var day = Signing.At("02:00:00").Request("t1").At("02:05:00").Request("t2").Restart().At("02:10:00").Tell(EventType.Signin).At("02:20:00").Request("t3");
        Assert.Equal(["procedure.no-signin T1 warning 02:00:00..02:10:00"], day.Alerts("procedure"));
    }

    [Fact]
    public void A_signin_is_good_for_its_own_business_day_only()
    {
        var day = Signing.At("02:00:00").Tell(EventType.Signin).At("15:59:59").Request("t1");
        Assert.Empty(day.Alerts("procedure"));
        Assert.Equal(["procedure.no-signin T1 warning 16:00:00.."], day.At("16:00:00").Request("t2").At("20:00:00").Request("t3").Alerts("procedure"));
    }

    [Fact]
    public void Days_are_those_of_the_acquirers_time_zone() =>
        Assert.Empty(Signing.Register("""{"timeZone":"Europe/Berlin"}""").At("02:00:00").Tell(EventType.Signin).At("21:59:59").Request("t1").Alerts("procedure"));

    [Fact]
    public void A_day_with_an_approved_purchase_is_unsettled_at_two_in_the_next_night()
    {
        // 2026-05-04 02:00 UTC is 10:00 in Shanghai; the next day 02:00 there is 18:00 UTC.
        var day = Settling.At("02:00:00").Request("t1").At("02:00:01").Respond("t1").Watermark("17:59:59.999");
        Assert.Empty(day.Alerts("procedure"));
        day.Restart().Watermark("18:00:00");
        Assert.Equal(["procedure.unsettled T1 warning 18:00:00.."], day.Alerts("procedure"));

        day.At("19:30:00").Tell(EventType.BatchSettled);

        Assert.Equal(["procedure.unsettled T1 warning 18:00:00..19:30:00"], day.Alerts("procedure"));
    }

    [Fact]
    public void A_batch_that_is_settled_in_time_keeps_it_away() =>
        Assert.Empty(Settling.At("02:00:00").Request("t1").At("02:00:01").Respond("t1").At("18:00:00").Tell(EventType.BatchSettled).Watermark("1.20:00:00").Alerts("procedure"));

    [Fact]
    public void What_was_not_approved_and_no_purchase_needs_no_settlement() =>
        Assert.Empty(Settling.At("02:00:00").Request("t1").Respond("t1", "05").Request("t2", kind: TransactionKind.Balance).Respond("t2").Watermark("2.00:00:00").Alerts("procedure"));

    [Fact]
    public void Settling_later_moves_the_deadline() =>
        Assert.Equal(["procedure.unsettled T1 warning 22:30:00.."],
            Settling.At("02:00:00").Request("t1").At("02:00:01").Respond("t1").Set("terminal/lakala/T1", """{"settleBy":"06:30:00"}""").Watermark("23:00:00").Alerts("procedure"));
}
