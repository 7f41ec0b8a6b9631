using System.Text.Json;
using PosMonitor.Benchmarks.Load;
using PosMonitor.Benchmarks.Processes;
using PosMonitor.Benchmarks.Report;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Benchmarks.Outage;

/// <summary>An alert storm over a steady load: 100,000 terminals fail within ten seconds because one issuer has gone. It is one page, and slows nobody.</summary>
internal sealed class IssuerOutage : IBenchmark
{
    private const int Rate = 100_000, Before = 40, During = 10, Events = 6;

    // Alerts that nothing explains are delivered half a minute after they open.
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(45);

    public string Name => "outage";

    public string Help => "outage [TERMINALS]: terminals failing within ten seconds under one issuer, at 100,000 other events a second";

    public async Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var terminals = number ?? 100_000;
        using var data = new DataDirectory();
        await using var monitor = await ShippedMonitor.Start(data.Path);
        var plan = new LoadPlan { Port = monitor.Port, Key = ShippedMonitor.Key, Rate = Rate };
        await using var load = LoadProcess.Start(plan with { WarmUp = Before, Seconds = During });
        // What is judged are the last sixty seconds: without the traffic before, all acquirers would look as ill as the issuer.
        await Task.Delay(TimeSpan.FromSeconds(Before));
        await using var outage = LoadProcess.Start(plan with { Traffic = TrafficKind.Outage, Rate = terminals * Events / During, Terminals = terminals, WarmUp = 0, Seconds = 6 * During });
        var (steady, failed) = (await load.Result(), await outage.Result());
        var (before, during) = (steady.BySecond.Skip(Before - During).Take(During).Sum(), steady.BySecond.Skip(Before).Take(During).Sum());
        await Task.Delay(Settle);
        var failing = await Count(monitor, "rule=terminal.failing");
        return
        [
            new($"alert storm, {terminals:N0} terminals failing within 10 s under one issuer: delivered alerts", "", Goal.Most(1), await Count(monitor, "delivered=true"))
            {
                Note = $"{failing:N0} terminals have an alert, {failed.AcceptedInAll:N0} events of the outage were taken",
            },
            new("… other events taken meanwhile, as a share of before", "%", Goal.Least(90), 100.0 * during / before)
            {
                Note = $"{before / During:N0} a second before, p99 of the 202 {Figures.Of(steady.P99)} ms meanwhile",
            },
        ];
    }

    private static async Task<int> Count(ShippedMonitor monitor, string filter)
    {
        var (count, cursor) = (0, "");
        do
        {
            using var page = JsonDocument.Parse(await monitor.Http.GetStringAsync(new Uri($"/v1/alerts?{filter}&limit=1000{cursor}", UriKind.Relative)));
            count += page.RootElement.GetProperty("items").GetArrayLength();
            cursor = page.RootElement.GetProperty("next").GetString() is { } next ? "&cursor=" + Uri.EscapeDataString(next) : null;
        }
        while (cursor is not null);
        return count;
    }
}
