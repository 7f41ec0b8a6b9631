namespace PosMonitor.EndToEnd.Model;

public sealed class PartyAlertTests
{
    private readonly Timeline _day = new();

    [Fact]
    public void A_merchant_fails_from_20_finished_30_percent_failures_on_2_terminals()
    {
        Finish(0.5, count: 19, failures: 6, terminals: 2).Watermark(10);
        Expect();

        Finish(10.5, count: 1, failures: 0, terminals: 1).Watermark(19.999);
        Expect();

        _day.Watermark(20);
        Expect("merchant.failing a/m critical 20..");
    }

    [Fact]
    public void Failures_on_one_terminal_are_not_enough()
    {
        Finish(0.5, count: 20, failures: 20, terminals: 1).Watermark(10);
        Assert.DoesNotContain(_day.Monitor.Alerts, a => a.Rule == "merchant.failing");
    }

    [Fact]
    public void It_resolves_when_nothing_finished_in_30_slots()
    {
        Finish(0.5, count: 20, failures: 10, terminals: 10).Watermark(1000);
        Expect("merchant.failing a/m critical 10..310");
    }

    [Fact]
    public void It_resolves_below_10_percent_of_the_last_6_slots_where_these_are_enough()
    {
        Finish(0.5, count: 20, failures: 10, terminals: 10).Watermark(10);
        Finish(70.5, count: 30, failures: 3, terminals: 3).Watermark(80);
        Expect("merchant.failing a/m critical 10..");

        Finish(80.5, count: 1, failures: 0, terminals: 1).Watermark(90);
        Expect("merchant.failing a/m critical 10..90");
    }

    [Fact]
    public void What_comes_after_its_slot_was_judged_counts_in_later_judgements()
    {
        Finish(0.5, count: 19, failures: 10, terminals: 10).Watermark(30);
        Finish(1.5, count: 1, failures: 0, terminals: 1).Watermark(45);
        Expect("merchant.failing a/m critical 40..");
    }

    [Fact]
    public void An_issuer_is_degraded_from_50_finished_on_5_terminals()
    {
        Finish(0.5, count: 49, failures: 20, terminals: 5, issuer: "cmb").Watermark(10);
        Finish(10.5, count: 1, failures: 1, terminals: 1, issuer: "cmb").Watermark(20);
        Assert.Contains("issuer.degraded cmb critical 20..", _day.Alerts);
    }

    [Fact]
    public void An_issuer_is_not_degraded_by_four_terminals()
    {
        Finish(0.5, count: 60, failures: 40, terminals: 4, issuer: "cmb").Watermark(10);
        Assert.DoesNotContain(_day.Monitor.Alerts, a => a.Rule == "issuer.degraded");
    }

    /// <summary>So many balance enquiries, the first of them failures, spread evenly over terminals that each begin with a good one.</summary>
    private Timeline Finish(double at, int count, int failures, int terminals, string issuer = "icbc")
    {
        for (var i = 0; i < count; i++)
            _day.Finished(at, $"{at}-{i}", i < failures ? "91" : "00", $"t{i % terminals}", issuer);
        return _day;
    }

    private void Expect(params string[] alerts) =>
        Assert.Equal(alerts, _day.Alerts.Where(a => a.StartsWith("merchant", StringComparison.Ordinal)));
}
