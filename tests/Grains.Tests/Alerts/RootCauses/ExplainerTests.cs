using PosMonitor.Settings;
using static PosMonitor.Alerts.RootCauses.Outages;

namespace PosMonitor.Alerts.RootCauses;

/// <summary>Timelines: what is told, how far the clock is, and which alert explains which. Held for 30 s.</summary>
public sealed class ExplainerTests
{
    private readonly ExplainerRun _run = new();

    [Fact]
    public void What_nothing_explains_is_delivered_once_it_was_held()
    {
        var terminal = Terminal("t1", At("08:00:05"));
        Settle("08:00:10", terminal);
        Assert.Equal("held", _run.Stands(terminal));
        Settle("08:00:34.999");
        Assert.Equal("held", _run.Stands(terminal));
        Settle("08:00:35");
        Assert.Equal("delivered", _run.Stands(terminal));
        Assert.Equal("opened delivered", _run.History(terminal));
    }

    [Fact]
    public void What_nothing_could_explain_is_delivered_at_once()
    {
        var alert = Overdue("1", At("08:00:05"), rule: "notification.mismatch");
        _run.Commit(long.MinValue, [alert, Issuer("icbc", At("08:00:10"))]);

        Assert.Equal(["delivered", "delivered"], new[] { alert, Issuer("icbc", 0) }.Select(_run.Stands));
    }

    [Fact]
    public void What_resolves_while_it_is_held_is_never_delivered()
    {
        var terminal = Terminal("t1", At("08:00:05"));
        Settle("08:00:10", terminal);
        Settle("08:02:00", End(terminal, At("08:00:35")));
        Assert.Equal("held", _run.Stands(terminal));
        Assert.Equal("opened resolved", _run.History(terminal));
    }

    [Fact]
    public void What_was_open_for_longer_is_delivered_though_its_end_is_known_already()
    {
        var terminal = Terminal("t1", At("08:00:05"));
        _run.Commit(long.MinValue, [terminal, End(terminal, At("08:00:35.001"))]);
        Settle("08:10:00");

        Assert.Equal("opened resolved delivered", _run.History(terminal));
        Assert.Equal(AlertStatus.Resolved, _run.Of(terminal).Status);
    }

    [Theory]
    [InlineData(3, "by issuer.degraded icbc")]
    [InlineData(2, "delivered")]
    public void An_issuer_explains_that_of_which_more_than_half_of_the_failures_are_its_own(int ofFive, string expected)
    {
        var terminal = Terminal("t1", At("08:00:05"), ofFive: ofFive, issuer: "icbc");
        Settle("08:00:10", terminal, Issuer("icbc", At("08:00:10")), Issuer("abc", At("08:00:10")));
        Settle("08:01:00");

        Assert.Equal(expected, _run.Stands(terminal));
    }

    [Fact]
    public void Each_cause_explains_its_own()
    {
        AlertEffect terminal = Terminal("t1", At("08:00:01")), other = Terminal("t2", At("08:00:01"), "kiosk", "abc"), merchant = Merchant("shop", At("08:00:10"), "abc");
        AlertEffect overdue = Overdue("1", At("08:00:02")), failed = Overdue("1", At("08:00:03"), rule: "notification.failed"), late = Late("2", At("08:00:30"));
        Settle("08:00:10", terminal, other, merchant, overdue, failed);
        Settle("08:00:20", Notifications("icbc", At("08:00:20")), Issuer("abc", At("08:00:20")));
        Settle("08:00:30", late, Overdue("3", At("08:00:30"), "boc"));

        Assert.Equal("by merchant.failing unionpay/shop", _run.Stands(terminal));
        Assert.Equal("by issuer.degraded abc", _run.Stands(other));
        Assert.Equal("by issuer.degraded abc", _run.Stands(merchant));
        Assert.All([overdue, failed, late], alert => Assert.Equal("by notification.degraded icbc", _run.Stands(alert)));
        Assert.Equal("held", _run.Stands(Overdue("3", 0)));
        Assert.Equal("""{"alerts":3,"byRule":{"notification.failed":1,"notification.late":1,"notification.overdue":1}}""", _run.Explains(Notifications("icbc", 0)));
        Assert.Equal("""{"alerts":2,"byRule":{"merchant.failing":1,"terminal.failing":1}}""", _run.Explains(Issuer("abc", 0)));
        Assert.Contains("\"byAcquirer\":{\"unionpay\":{\"merchant.failing\":1,\"terminal.failing\":1}}", _run.Of(Issuer("abc", 0)).Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("byAcquirer", _run.Of(merchant).Evidence, StringComparison.Ordinal);
        Assert.Equal("opened explains explained", _run.History(merchant));
        Assert.Equal("opened explains explains", _run.History(Notifications("icbc", 0)));
    }

    [Fact]
    public void Of_several_the_first_of_acquirer_issuer_and_merchant_is_the_parent()
    {
        var terminal = Terminal("t1", At("08:00:01"));
        Settle("08:00:10", terminal, Merchant("shop", At("08:00:10"), "boc"));
        Assert.Equal("by merchant.failing unionpay/shop", _run.Stands(terminal));
        Settle("08:00:20", Issuer("icbc", At("08:00:20")));
        Assert.Equal("by issuer.degraded icbc", _run.Stands(terminal));
        Settle("08:00:30", Acquirer(At("08:00:30")));
        Assert.Equal("by acquirer.degraded unionpay", _run.Stands(terminal));
        Settle("08:00:40", End(Acquirer(0), At("08:00:40")));
        Assert.Equal("by issuer.degraded icbc", _run.Stands(terminal));
        Settle("08:00:50", End(Issuer("icbc", 0), At("08:00:50")), End(Merchant("shop", 0), At("08:00:50")));
        Settle("08:01:19.999");
        Assert.Equal("by issuer.degraded icbc", _run.Stands(terminal));
        Settle("08:01:20");
        Assert.Equal("delivered", _run.Stands(terminal));
        Assert.Equal("opened explained explained explained explained unexplained", _run.History(terminal));
        // Each counts it once, though the issuer had it twice.
        Assert.All([Issuer("icbc", 0), Acquirer(0)], cause => Assert.Contains("\"terminal.failing\":1", _run.Explains(cause)!));
    }

    [Fact]
    public void All_of_one_step_is_one_change()
    {
        var terminal = Terminal("t1", At("08:00:01"));
        _run.Commit(long.MinValue, [terminal, Merchant("shop", At("08:00:10"), "boc"), Issuer("icbc", At("08:00:20")), Acquirer(At("08:00:30"))]);
        Settle("08:00:30");

        Assert.Equal("opened explained", _run.History(terminal));
        Assert.Equal("by acquirer.degraded unionpay", _run.Stands(terminal));
        Assert.All([Merchant("shop", 0), Issuer("icbc", 0), Acquirer(0)], cause => Assert.Contains("\"terminal.failing\":1", _run.Explains(cause)!));
    }

    [Fact]
    public void What_was_delivered_gets_its_parent_all_the_same()
    {
        var terminal = Terminal("t1", At("08:00:01"));
        Settle("08:00:40", terminal);
        Settle("08:00:50", Acquirer(At("08:00:50")));
        Assert.Equal("by acquirer.degraded unionpay, delivered", _run.Stands(terminal));
        Settle("08:02:00", End(Acquirer(0), At("08:01:00")));
        Assert.Equal("delivered", _run.Stands(terminal));
        Assert.Equal("opened delivered explained unexplained", _run.History(terminal));
    }

    [Fact]
    public void What_ends_keeps_its_parent()
    {
        AlertEffect soon = Terminal("t1", At("08:00:01")), later = Terminal("t2", At("08:00:01")), withIt = Terminal("t3", At("08:00:01"));
        Settle("08:00:10", soon, later, withIt, Acquirer(At("08:00:10")));
        Settle("08:00:20", End(soon, At("08:00:15")), End(withIt, At("08:00:20")), End(Acquirer(0), At("08:00:20")), Issuer("icbc", At("08:00:20")));
        Settle("08:05:00", End(Issuer("icbc", 0), At("08:00:50")), End(later, At("08:01:20")));

        Assert.All([soon, withIt], alert => Assert.Equal("by acquirer.degraded unionpay", _run.Stands(alert)));
        Assert.Equal("by issuer.degraded icbc", _run.Stands(later));
    }

    [Fact]
    public void Another_may_take_it_while_it_waits()
    {
        var terminal = Terminal("t1", At("08:00:01"));
        Settle("08:00:10", terminal, Acquirer(At("08:00:10")));
        Settle("08:00:20", End(Acquirer(0), At("08:00:20")));
        Settle("08:00:50", Merchant("shop", At("08:00:50"), "boc"));

        Assert.Equal("by merchant.failing unionpay/shop", _run.Stands(terminal));
        Assert.Equal("opened explained explained", _run.History(terminal));
    }

    [Fact]
    public void One_that_opens_as_another_ends_takes_over_from_it()
    {
        AlertEffect first = Issuer("icbc", At("08:00:10")), second = Issuer("icbc", At("08:00:30")), terminal = Terminal("t1", At("08:00:05"));
        Settle("08:00:10", terminal, first);
        Settle("08:00:30", End(first, At("08:00:30")), second);

        Assert.Equal("opened explained explained", _run.History(terminal));
        Assert.Equal(AlertId.Of(second), _run.Of(terminal).Parent);
    }

    [Fact]
    public void At_one_moment_causes_open_before_what_they_explain_and_end_after_it_opened()
    {
        AlertEffect atOpening = Terminal("t1", At("08:00:10")), atEnd = Terminal("t2", At("08:00:20")), late = Late("1", At("08:00:20"));
        Settle("08:00:20", atEnd, late, atOpening, Acquirer(At("08:00:10")), End(Acquirer(0), At("08:00:20")), Notifications("icbc", At("08:00:20")));

        Assert.All([atOpening, atEnd], alert => Assert.Equal("by acquirer.degraded unionpay", _run.Stands(alert)));
        Assert.Equal("by notification.degraded icbc", _run.Stands(late));
    }

    [Fact]
    public void A_cause_that_opens_as_the_hold_ends_still_takes_it()
    {
        AlertEffect taken = Terminal("t1", At("08:00:00")), gone = Terminal("t2", At("08:00:00")), free = Terminal("t3", At("08:00:00"), issuer: "abc");
        Settle("08:00:29.999", taken, gone, free);
        Settle("08:00:30", Issuer("icbc", At("08:00:30")), End(gone, At("08:00:30")));

        Assert.Equal(["by issuer.degraded icbc", "by issuer.degraded icbc", "delivered"], new[] { taken, gone, free }.Select(_run.Stands));
    }

    [Fact]
    public void One_that_opens_again_starts_anew()
    {
        var overdue = Overdue("1", At("08:00:00"));
        Settle("08:00:10", overdue, Notifications("icbc", At("08:00:10")));
        Settle("08:00:20", End(overdue, At("08:00:15")), End(Notifications("icbc", 0), At("08:00:20")));
        Assert.Equal("by notification.degraded icbc", _run.Stands(overdue));

        Settle("08:00:20", overdue);
        Assert.Equal("held", _run.Stands(overdue));
        Settle("08:00:25");
        Assert.Equal("held", _run.Stands(overdue));
        Settle("08:00:30");
        Assert.Equal("delivered", _run.Stands(overdue));
        Assert.Equal("opened explained resolved reopened delivered", _run.History(overdue));
    }

    [Fact]
    public void One_that_opens_again_is_not_counted_again()
    {
        var overdue = Overdue("1", At("08:00:00"));
        Settle("08:00:10", overdue, Notifications("icbc", At("08:00:10")));
        Settle("08:00:20", End(overdue, At("08:00:15")));
        Settle("08:00:20", overdue);

        Assert.Equal("by notification.degraded icbc", _run.Stands(overdue));
        Assert.Equal("""{"alerts":1,"byRule":{"notification.overdue":1}}""", _run.Explains(Notifications("icbc", 0)));
    }

    [Fact]
    public void A_cause_that_opens_again_keeps_its_count()
    {
        var cause = Notifications("icbc", At("08:00:10")) with { Evidence = """{"failures":7}""" };
        Settle("08:00:10", Overdue("1", At("08:00:00")), cause);
        Settle("08:00:20", End(cause, At("08:00:20")) with { Evidence = """{"seconds":10}""" });
        Settle("08:00:30", cause, Overdue("2", At("08:00:30")));

        Assert.Equal("""{"failures":7,"explains":{"alerts":2,"byRule":{"notification.overdue":2},"byAcquirer":{"unionpay":{"notification.overdue":2}}}}""", _run.Of(cause).Evidence);
        Assert.Equal("opened explained", _run.History(Overdue("1", 0)));
    }

    [Fact]
    public void What_is_heard_of_late_is_taken_up_at_the_clock()
    {
        AlertEffect early = Overdue("1", At("08:00:05")), now = Overdue("2", At("08:00:15"));
        Settle("08:00:10", Notifications("icbc", At("08:00:10")));
        Settle("08:00:20", End(Notifications("icbc", 0), At("08:00:20")));
        Settle("08:02:00");
        Settle("08:02:00", early, now);
        Assert.Equal(["held", "held"], new[] { early, now }.Select(_run.Stands));
        Settle("08:02:00.001");
        Assert.Equal(["delivered", "delivered"], new[] { early, now }.Select(_run.Stands));
    }

    [Fact]
    public void What_opened_in_the_future_of_the_clock_waits_for_it()
    {
        var terminal = Terminal("t1", At("08:00:20"));
        Settle("08:00:10", terminal, Issuer("icbc", At("08:00:10")));
        Assert.Equal("opened", _run.History(terminal));
        Settle("08:00:20");
        Assert.Equal("opened explained", _run.History(terminal));
    }

    [Fact]
    public void A_person_resolves_at_the_settled_clock()
    {
        AlertEffect terminal = Terminal("t1", At("08:00:01")), other = Terminal("t2", At("08:00:01"));
        Settle("08:00:10", terminal, other, Issuer("icbc", At("08:00:10")));
        Person("08:00:15", Issuer("icbc", 0));
        Person("08:00:20", other);
        Settle("08:00:44.999");
        Assert.Equal("by issuer.degraded icbc", _run.Stands(terminal));
        Settle("08:00:45");
        Assert.Equal(["delivered", "by issuer.degraded icbc"], new[] { terminal, other }.Select(_run.Stands));
    }

    [Fact]
    public void With_the_wall_clock_it_is_held_from_its_detection()
    {
        var run = new ExplainerRun(ClockMode.Wall) { Now = new DateTimeOffset(At("08:00:08"), TimeSpan.Zero) };
        var terminal = Terminal("t1", At("08:00:05"));
        run.Commit(At("08:00:07.500"), [terminal]);
        Assert.False(run.IsDue(At("08:00:37.999")));
        Assert.True(run.IsDue(At("08:00:38")));
        run.Commit(At("08:00:38"), []);

        Assert.Equal("delivered", run.Stands(terminal));
    }

    [Fact]
    public void Without_a_hold_it_is_delivered_at_its_moment()
    {
        var run = new ExplainerRun(holdSeconds: 0);
        run.Commit(At("08:00:10"), [Terminal("t1", At("08:00:05")), Terminal("t2", At("08:00:10")), Issuer("icbc", At("08:00:10"))]);

        Assert.Equal("by issuer.degraded icbc, delivered", run.Stands(Terminal("t1", 0)));
        Assert.Equal("by issuer.degraded icbc", run.Stands(Terminal("t2", 0)));
    }

    private static long At(string time) => Effects.At(time);

    private void Settle(string clock, params AlertEffect[] effects) => _run.Commit(At(clock), effects);

    private void Person(string clock, AlertEffect of) => _run.Commit(At(clock), [], draft => Assert.True(draft.Resolve(_run.Of(of).Id, "ann", null)));
}
