using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Model;

/// <summary>"The nearest scope wins", and what is judged by which version of the configuration.</summary>
public sealed class SettingsTests
{
    private readonly Timeline _day = new();

    [Fact]
    public void The_nearest_scope_wins_setting_by_setting()
    {
        _day.Configure("fleet", s => s with { NotifySla = Seconds(40), NotifyFloor = 5 })
            .Configure("acquirer/a", s => s with { NotifySla = Seconds(50), NotifyDeadline = Seconds(500) })
            .Configure("merchant/a/m", s => s with { NotifySla = Seconds(60), NotifyDeadline = Seconds(600) })
            .Configure("issuer/icbc", s => s with { NotifySla = Seconds(70) })
            .Configure("terminal/a/t", s => s with { NotifySla = Seconds(80) });
        _day.Request(0, "all").Request(0, "issuer", terminal: "u").Request(0, "merchant", terminal: "u", issuer: "ccb");
        _day.Request(0, "acquirer", terminal: "u", issuer: "ccb", merchant: "n");

        Assert.Equal((80, 600, 5), Of("all"));
        Assert.Equal((70, 600, 5), Of("issuer"));
        Assert.Equal((60, 600, 5), Of("merchant"));
        Assert.Equal((50, 500, 5), Of("acquirer"));
    }

    [Fact]
    public void A_transaction_is_judged_by_what_was_in_force_at_its_first_event()
    {
        _day.Request(0, "x").Configure("fleet", s => s with { NotifySla = Seconds(10) }).Response(1, "x").Request(2, "y").Response(3, "y").Watermark(30);
        Assert.Equal((Verdict.Waiting, Verdict.Overdue), (_day.Conclusion("x").Verdict, _day.Conclusion("y").Verdict));
    }

    [Fact]
    public void While_there_is_no_request_the_terminals_merchant_at_the_first_event_counts()
    {
        _day.Configure("merchant/a/m", s => s with { OrphanAfter = Seconds(10) }).Configure("merchant/a/n", s => s with { OrphanAfter = Seconds(20) });
        _day.Configure("issuer/icbc", s => s with { ResponseTimeout = Seconds(5) });
        _day.Control(0, "signin", "m").Response(1, "x");
        _day.Monitor.ConfigureTerminal("a", "t", new TerminalEntry("n"));
        _day.Response(1, "y").Watermark(11);
        Assert.Equal((true, false), (_day.Conclusion("x").Orphan, _day.Conclusion("y").Orphan));

        _day.Request(-5, "x", merchant: "n");
        Assert.Equal((true, Seconds(20)), (_day.Conclusion("x").LateResponse, _day.Transaction("x").Settings.OrphanAfter));
    }

    [Fact]
    public void An_acquirers_own_code_takes_the_place_of_the_tables()
    {
        var codes = new Dictionary<string, ResponseCode> { ["51"] = new("failed", "issuer") };
        _day.Request(0, "before").Monitor.ConfigureAcquirer("a", new AcquirerEntry { Licensed = "true", Codes = codes });
        _day.Request(0, "after").Response(1, "before", "51").Response(1, "after", "51");

        Assert.Equal((Outcome.Declined, "customer"), (_day.Conclusion("before").Outcome, _day.Conclusion("before").Cause));
        Assert.Equal((Outcome.Failed, "issuer"), (_day.Conclusion("after").Outcome, _day.Conclusion("after").Cause));
    }

    [Fact]
    public void A_terminal_is_judged_by_what_is_in_force_now()
    {
        _day.Finished(1, "a", "91").Finished(2, "b", "91").Configure("terminal/a/t", s => s with { FailingRun = 2 }).Finished(3, "c", "91");
        _day.Configure("terminal/a/t", s => s with { FailingRun = 1 }).Finished(4, "d");
        Assert.Equal(["terminal.failing a/t critical 3..4"], _day.Alerts);
    }

    [Fact]
    public void A_party_is_judged_by_what_is_in_force_now()
    {
        for (var i = 0; i < 10; i++)
            _day.Finished(1, $"x{i}", "91", $"t{i}");
        _day.Watermark(10).Configure("merchant/a/m", s => s with { MerchantMin = 10 }).Configure("issuer/ccb", s => s with { IssuerMin = 10 });
        _day.Watermark(20);
        Assert.Equal(["merchant.failing a/m critical 20.."], _day.Alerts);
    }

    [Fact]
    public void The_contracts_own_requests_configure_the_same()
    {
        _day.Monitor.Put("settings/fleet", """{"notifySla":"00:00:10.500","dormantAfter":"2160:00:00","notifyMerchant":true,"failingShare":0.25}""");
        _day.Monitor.Put("settings/merchant/a/m", """{"notifyFloor":7}""");
        _day.Monitor.Put("registry/terminals/a/t", """{"merchant":"n","lat":1.5,"lon":2}""");
        _day.Monitor.Put(
            "registry/acquirers/b",
            """{"name":{"en":"B","zh":"B"},"licensed":true,"clearing":["c"],"timeZone":"UTC","codes":{"51":{"class":"failed","cause":"issuer"}}}""");
        _day.Request(0, "x");
        var settings = _day.Transaction("x").Settings;
        Assert.Equal((Seconds(10.5), TimeSpan.FromDays(90), true, 0.25, 7), (settings.NotifySla, settings.DormantAfter, settings.NotifyMerchant, settings.FailingShare, settings.NotifyFloor));
        Assert.Equal(new TerminalEntry("n", 1.5, 2), _day.Monitor.Terminal("a", "t").Registered);

        _day.Monitor.Put("settings/fleet", null);
        _day.Request(0, "y");
        Assert.Equal(Seconds(30), _day.Transaction("y").Settings.NotifySla);
    }

    private (int Sla, int Deadline, long Floor) Of(string txn)
    {
        var settings = _day.Transaction(txn).Settings;
        return ((int)settings.NotifySla.TotalSeconds, (int)settings.NotifyDeadline.TotalSeconds, settings.NotifyFloor);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
