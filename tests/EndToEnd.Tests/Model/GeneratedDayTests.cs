using PosMonitor.EndToEnd.Traffic;
using PosMonitor.Reference;
using Xunit.Abstractions;

namespace PosMonitor.EndToEnd.Model;

/// <summary>The generated day has everything in it that the model knows: otherwise what is compared with it proves little.</summary>
public sealed class GeneratedDayTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(20_000, 400)]
    [InlineData(5_000, 100)]
    public void Every_outcome_verdict_and_rule_occurs(int transactions, int terminals)
    {
        var day = new GeneratedDay(new TrafficPlan { Seed = Seeds.Or(20260302), Transactions = transactions, Terminals = terminals });
        var monitor = new ReferenceMonitor();
        monitor.Take(day.WithWatermarks);

        var rules = monitor.Alerts.CountBy(a => (a.Rule, a.Severity, a.Status)).ToDictionary();
        var verdicts = monitor.Transactions.CountBy(t => t.Conclusion.Verdict).ToDictionary();
        var outcomes = monitor.Transactions.CountBy(t => t.Conclusion.Outcome).ToDictionary();
        output.WriteLine($"{day.WithWatermarks.Count} events, {day.WithWatermarks.Count(e => e.Type == "watermark")} watermarks, {monitor.AfterClose} after close");
        output.WriteLine(string.Join('\n', rules.OrderBy(r => r.Key)));
        output.WriteLine(string.Join('\n', verdicts.Concat(outcomes)));

        Assert.Equal(6, outcomes.Count);
        Assert.Equal(6, verdicts.Keys.Except(["waiting", "overdue"]).Count());
        Assert.True(rules.Keys.Select(r => r.Rule).Distinct().Count() >= 13);
        Assert.True(monitor.AfterClose > 0);
        Assert.Contains(monitor.Transactions, t => t.Conclusion.Orphan);
        Assert.Contains(monitor.Transactions, t => t.Conclusion.LateResponse);
    }

    [Fact]
    public void Every_rule_of_the_contract_and_every_explanation_occurs_where_everything_is_to()
    {
        var day = new GeneratedDay(new TrafficPlan { Seed = Seeds.Or(20260302), Everything = true });
        var monitor = new ReferenceMonitor();
        foreach (var (path, json) in day.Configuration)
            monitor.Put(path, json);
        foreach (var e in day.WithWatermarks)
        {
            monitor.Take(e);
            if (e.Type != "watermark" || e.Time != day.Noon)
                continue;
            foreach (var (path, json) in day.ConfigurationAtNoon)
                monitor.Put(path, json);
        }

        output.WriteLine($"{day.WithWatermarks.Count} events");
        output.WriteLine(string.Join('\n', monitor.Alerts.CountBy(a => (a.Rule, a.Status, a.Delivered, Parent: a.Parent?.Rule)).OrderBy(r => r.Key)));
        Assert.Empty(Rules.All.Except(monitor.Alerts.Select(a => a.Rule)));
        Assert.Equal(4, monitor.Alerts.Select(a => a.Parent?.Rule).OfType<string>().Distinct().Count());
        foreach (var rule in RootCause.Explainable)
            Assert.Contains(monitor.Alerts, a => a.Rule == rule && a.Parent is not null);
        Assert.Contains(monitor.Alerts, a => a.Parent is not null && a.Delivered);
    }
}
