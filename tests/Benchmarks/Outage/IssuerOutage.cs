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

    // So often as long as the outage the other events go on: what is judged are the last sixty seconds, and alerts that nothing explains are delivered half a
    // minute after they open.
    private const int Windows = 10;

    public string Name => "outage";

    public string Help => "outage [TERMINALS]: terminals failing within ten seconds under one issuer, at 100,000 other events a second";

    public async Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var terminals = number ?? 100_000;
        using var data = new DataDirectory();
        await using var monitor = await ShippedMonitor.Start(data.Path);
        var plan = new LoadPlan { Port = monitor.Port, Key = ShippedMonitor.Key, Rate = Rate };
        await using var load = LoadProcess.Start(plan with { WarmUp = Before, Seconds = Windows * During, Windows = Windows });
        // What is judged are the last sixty seconds: without the traffic before, all acquirers would look as ill as the issuer.
        await Task.Delay(TimeSpan.FromSeconds(Before));
        await using var outage = LoadProcess.Start(plan with { Traffic = TrafficKind.Outage, Rate = terminals * Events / During, Terminals = terminals, WarmUp = 0, Seconds = 6 * During });
        var (steady, failed) = (await load.Result(), await outage.Result());
        var (before, during) = (steady.BySecond.Skip(Before - During).Take(During).Sum(), steady.BySecond.Skip(Before).Take(During).Sum());
        var failing = await Count(monitor, "rule=terminal.failing", static _ => true);
        var (delivered, others) = (await Count(monitor, "delivered=true", IsOfOutage), await Count(monitor, "delivered=true", static alert => !IsOfOutage(alert)));
        return
        [
            new($"alert storm, {terminals:N0} terminals failing within 10 s under one issuer: delivered alerts", "", Goal.Most(1), delivered)
            {
                Note = $"{failing:N0} terminals have an alert, {failed.AcceptedInAll:N0} events of the outage were taken; {others:N0} delivered about other terminals",
            },
            new("… other events taken meanwhile, as a share of before", "%", Goal.Least(90), 100.0 * during / before)
            {
                Note = $"{before / During:N0} a second before, p99 of the 202 {Figures.Of(steady.Windows[0].P99)} ms meanwhile",
            },
        ];
    }

    // Everything but what is about one of the other terminals: some of those have three failures, or two equal sales, by chance.
    private static bool IsOfOutage(JsonElement alert)
    {
        var subject = alert.GetProperty("subject");
        return subject.GetProperty("kind").GetString() is not ("terminal" or "transaction")
            || subject.GetProperty("id").GetString()!.Split('/')[1].StartsWith(OutageTraffic.Prefix, StringComparison.Ordinal);
    }

    private static async Task<int> Count(ShippedMonitor monitor, string filter, Func<JsonElement, bool> counts)
    {
        var (count, cursor) = (0, "");
        do
        {
            using var page = JsonDocument.Parse(await monitor.Http.GetStringAsync(new Uri($"/v1/alerts?{filter}&limit=1000{cursor}", UriKind.Relative)));
            count += page.RootElement.GetProperty("items").EnumerateArray().Count(counts);
            cursor = page.RootElement.GetProperty("next").GetString() is { } next ? "&cursor=" + Uri.EscapeDataString(next) : null;
        }
        while (cursor is not null);
        return count;
    }
}
