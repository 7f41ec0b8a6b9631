using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Model;

/// <summary>"One outage is one page": what is explained, by what, and what is delivered. It takes 4 to open a party's alert here.</summary>
public sealed class RootCauseTests
{
    private static readonly ReferenceSettings Settings = new() { MerchantMin = 4, IssuerMin = 1000, AcquirerMin = 1000, NotificationMin = 1000 };
    private readonly Timeline _day = new(Settings);

    [Fact]
    public void What_nothing_explains_is_delivered_when_it_was_held()
    {
        Fails(1, "t", "x");
        _day.Watermark(30.999);
        Expect("terminal.failing a/t held");

        _day.Watermark(31);
        Expect("terminal.failing a/t delivered");
    }

    [Fact]
    public void What_cannot_be_explained_is_delivered_at_once()
    {
        _day.Request(0, "x").Response(1, "x").Notification(2, "x", amount: 7);
        Assert.True(_day.Monitor.Alerts.Single(a => a.Rule == "notification.mismatch").Delivered);
    }

    [Fact]
    public void What_resolves_while_it_is_held_is_never_delivered()
    {
        Fails(1, "t", "x").Works(20, "t", "y").Watermark(1000);
        Expect("terminal.failing a/t held");
    }

    [Fact]
    public void What_resolves_at_the_end_of_its_hold_is_not_delivered()
    {
        Fails(1, "t", "x").Works(31, "t", "y").Watermark(1000);
        Expect("terminal.failing a/t held");
    }

    [Fact]
    public void Its_merchant_explains_a_terminal()
    {
        Fails(1, "t", "x").Fails(2, "u", "y").Watermark(100);
        Expect("terminal.failing a/t held < merchant.failing a/m", "terminal.failing a/u held < merchant.failing a/m", "merchant.failing a/m delivered");
    }

    [Fact]
    public void Another_merchants_does_not()
    {
        Fails(1, "t", "x").Fails(2, "u", "y").Fails(3, "v", "z", merchant: "n").Watermark(100);
        Assert.Contains("terminal.failing a/v delivered", _day.Explained);
    }

    [Fact]
    public void A_parent_that_opens_when_the_hold_ends_is_in_time()
    {
        // Held from 0 to 30; the merchant fails at the end of a slot, at 30.
        Fails(0, "t", "x").Fails(25, "u", "y").Watermark(29);
        _day.Watermark(30);
        Assert.Contains("terminal.failing a/t held < merchant.failing a/m", _day.Explained);
    }

    [Fact]
    public void One_that_was_delivered_gets_its_parent_all_the_same()
    {
        Fails(0, "t", "x").Watermark(35);
        Fails(36, "u", "y").Watermark(40);
        Assert.Contains("terminal.failing a/t delivered < merchant.failing a/m", _day.Explained);
    }

    [Fact]
    public void It_loses_its_parent_and_is_delivered_when_it_outlives_it()
    {
        // The merchant fails from 10 to 310.
        Fails(1, "t", "x").Fails(2, "u", "y").Watermark(339);
        Assert.Contains("terminal.failing a/t held < merchant.failing a/m", _day.Explained);

        _day.Watermark(340);
        Expect("terminal.failing a/t delivered", "terminal.failing a/u delivered", "merchant.failing a/m delivered");
    }

    [Fact]
    public void It_keeps_its_parent_where_it_does_not_outlive_it_for_so_long()
    {
        Fails(1, "t", "x").Fails(2, "u", "y").Watermark(310);
        Works(320, "t", "z").Watermark(1000);
        Assert.Contains("terminal.failing a/t held < merchant.failing a/m", _day.Explained);
        Assert.Contains("terminal.failing a/u delivered", _day.Explained);
    }

    [Fact]
    public void Another_outage_within_the_hold_takes_over()
    {
        // From 10 to 310, and from 330 on: within what is left of the hold.
        Fails(1, "t", "x").Fails(2, "u", "y").Fails(311, "u", "z").Fails(322, "v", "z2").Watermark(345);
        Expect(
            "terminal.failing a/t held < merchant.failing a/m", "terminal.failing a/u held < merchant.failing a/m", "merchant.failing a/m delivered",
            "terminal.failing a/v held < merchant.failing a/m", "merchant.failing a/m held");
        Assert.Equal([330, 330, 330], Parents);
    }

    [Fact]
    public void The_issuer_explains_what_is_mostly_its_own()
    {
        _day.Configure("issuer/icbc", s => s with { IssuerMin = 6 });
        Fails(1, "t", "x").Fails(2, "u", "y");
        _day.Finished(2, "p1", "91", "p").Finished(2, "q1", "91", "q").Finished(2, "r1", "91", "r");
        _day.Finished(3, "s1", "91", "s").Finished(4, "s2", "91", "s", issuer: "ccb").Finished(5, "s3", "91", "s", issuer: "boc");
        _day.Watermark(100);
        Expect(
            "terminal.failing a/t held < issuer.degraded icbc", "terminal.failing a/u held < issuer.degraded icbc",
            "terminal.failing a/s held < merchant.failing a/m", "merchant.failing a/m held < issuer.degraded icbc");
    }

    [Fact]
    public void Half_of_the_failures_are_not_more_than_half()
    {
        _day.Configure("issuer/icbc", s => s with { IssuerMin = 6 }).Configure("fleet", s => s with { MerchantMin = 1000, FailingRun = 4 });
        _day.Finished(1, "s1", "91", "s").Finished(2, "s2", "91", "s").Finished(3, "s3", "91", "s", issuer: "ccb").Finished(4, "s4", "91", "s", issuer: "ccb");
        for (var i = 0; i < 6; i++)
            _day.Finished(5, $"p{i}", "91", $"p{i}");
        _day.Watermark(100);
        Expect("terminal.failing a/s delivered");
    }

    [Fact]
    public void The_acquirer_goes_before_the_issuer_and_explains_merchants_and_terminals()
    {
        _day.Configure("issuer/icbc", s => s with { IssuerMin = 6 }).Configure("acquirer/a", s => s with { AcquirerMin = 14 });
        Fails(1, "t", "x").Fails(2, "u", "y");
        for (var i = 0; i < 6; i++)
            _day.Finished(5, $"p{i}", "91", $"p{i}");
        _day.Watermark(10);
        Assert.Contains("terminal.failing a/t held < issuer.degraded icbc", _day.Explained);

        for (var i = 0; i < 6; i++)
            _day.Finished(15, $"q{i}", "91", $"q{i}", issuer: "ccb");
        _day.Watermark(20);
        Expect(
            "terminal.failing a/t held < acquirer.degraded a", "terminal.failing a/u held < acquirer.degraded a",
            "merchant.failing a/m held < acquirer.degraded a");
    }

    [Fact]
    public void When_the_first_of_two_parents_resolves_the_other_takes_over()
    {
        _day.Configure("acquirer/a", s => s with { AcquirerMin = 12 });
        Fails(1, "t", "x").Fails(2, "u", "y");
        for (var i = 0; i < 6; i++)
            _day.Finished(5, $"q{i}", "91", $"q{i}", issuer: "ccb");
        for (var i = 0; i < 8; i++)
            _day.Finished(6, $"r{i}", "91", $"r{i}", issuer: "boc", merchant: "n");
        _day.Watermark(10);
        Assert.Contains("terminal.failing a/t held < acquirer.degraded a", _day.Explained);

        // Another merchant of the acquirer works well, and there is much of it.
        for (var i = 0; i < 300; i++)
            _day.Finished(15, $"s{i}", terminal: $"s{i}", merchant: "o");
        _day.Watermark(200);
        Assert.Contains("terminal.failing a/t held < merchant.failing a/m", _day.Explained);
    }

    [Fact]
    public void The_issuers_notifications_explain_its_overdue_late_and_failed_ones()
    {
        _day.Configure("issuer/icbc", s => s with { NotificationMin = 4 });
        for (var i = 0; i < 4; i++)
            _day.Request(0, $"x{i}").Response(1, $"x{i}");
        _day.Request(8, "other", issuer: "ccb").Response(9, "other").Watermark(40);
        _day.Request(35, "failed").Response(36, "failed").Notification(40, "failed", status: "failed");
        _day.Request(36, "late").Notification(70, "late").Response(37, "late").Watermark(80);

        Assert.Equal(4, _day.Explained.Count(a => a.StartsWith("notification.overdue a/t/x", StringComparison.Ordinal) && a.EndsWith(" held < notification.degraded icbc", StringComparison.Ordinal)));
        Assert.Contains("notification.overdue a/t/other delivered", _day.Explained);
        Assert.Contains("notification.failed a/t/failed held < notification.degraded icbc", _day.Explained);
        Assert.Contains("notification.late a/t/late held < notification.degraded icbc", _day.Explained);
    }

    [Fact]
    public void What_opens_and_resolves_at_once_has_the_parent_that_is_open_then()
    {
        _day.Request(0, "late").Notification(40, "late").Response(1, "late").Watermark(1000);
        Expect("notification.late a/t/late held");
    }

    [Fact]
    public void The_hold_is_a_setting()
    {
        _day.Configure("terminal/a/t", s => s with { HoldFor = TimeSpan.FromSeconds(5) });
        Fails(1, "t", "x").Fails(2, "u", "y", merchant: "n").Watermark(6);
        Expect("terminal.failing a/t delivered", "terminal.failing a/u held");
    }

    [Fact]
    public void A_page_is_not_taken_back_by_what_is_known_later()
    {
        Fails(1, "t", "x").Watermark(100);
        Works(20, "t", "y").Watermark(200);
        Fails(201, "u", "z").Fails(202, "v", "w").Watermark(215);
        Assert.Contains("terminal.failing a/t critical 1..20", _day.Of("terminal.failing"));
        Expect(
            "terminal.failing a/t delivered", "terminal.failing a/u held < merchant.failing a/m", "terminal.failing a/v held < merchant.failing a/m",
            "merchant.failing a/m held");
    }

    [Fact]
    public void What_is_known_later_is_explained_by_what_is_open_when_it_is_told()
    {
        // The merchant fails from 10 to 310: it explains nothing any more that is told after 330.
        Fails(1, "t", "x").Fails(2, "u", "y").Watermark(330);
        Fails(290, "v", "z").Watermark(335);
        Assert.Contains("terminal.failing a/v delivered", _day.Explained);
    }

    /// <summary>When they opened.</summary>
    private IEnumerable<double> Parents =>
        _day.Monitor.Alerts.Where(a => a.Parent is not null).Select(a => (a.Parent!.OpenedAt - Timeline.Noon).TotalSeconds);

    /// <summary>Three failures at one moment: the terminal fails then.</summary>
    private RootCauseTests Fails(double at, string terminal, string txn, string merchant = "m") => Three(at, terminal, txn, "91", merchant);

    private RootCauseTests Works(double at, string terminal, string txn) => Three(at, terminal, txn, "00", "m");

    private RootCauseTests Three(double at, string terminal, string txn, string code, string merchant)
    {
        for (var i = 0; i < 3; i++)
            _day.Finished(at, $"{txn}-{i}", code, terminal, merchant: merchant);
        return this;
    }

    private void Watermark(double at) => _day.Watermark(at);

    private void Expect(params string[] alerts) => Assert.Equal(alerts, _day.Explained);
}
