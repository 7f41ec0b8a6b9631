using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PosMonitor.Benchmarks.Load;
using PosMonitor.Benchmarks.Processes;

namespace PosMonitor.Benchmarks.Latency;

/// <summary>How long a question for the transactions of a terminal in an hour of a week ago takes; they are in the journal only.</summary>
internal static class LastWeekProbe
{
    /// <summary>Terminals that have a day a week ago, and of them every one that is asked about.</summary>
    private const int Terminals = 32_000, Each = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Has the monitor take in the day.</summary>
    /// <returns>How many events that were.</returns>
    public static async Task<long> Prepare(LoadPlan plan) =>
        (await LoadProcess.Run(plan with { Traffic = TrafficKind.LastWeek, Terminals = Terminals, Rate = 0, WarmUp = 0, Seconds = 600 })).AcceptedInAll;

    /// <summary>Asks until told to stop.</summary>
    /// <returns>Milliseconds, one for each question.</returns>
    public static async Task<IReadOnlyList<double>> Run(ShippedMonitor monitor, CancellationToken stop)
    {
        var took = new List<double>();
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            // Terminals whose acquirer is the first: see Parties.
            var terminal = (10_000_000 + number * Each % Terminals / Each * Each).ToString(CultureInfo.InvariantCulture);
            var from = LastWeekTraffic.Day.AddHours(number % 24);
            var question = $"/v1/acquirers/chinaums/terminals/{terminal}/transactions?from={from:O}&to={from.AddHours(1):O}";
            var begun = Stopwatch.GetTimestamp();
            using var page = JsonDocument.Parse(await monitor.Http.GetStringAsync(new Uri(question, UriKind.Relative), CancellationToken.None));
            if (page.RootElement.GetProperty("items").GetArrayLength() > 0)
                took.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(Pause, CancellationToken.None);
        }
        return took;
    }
}
