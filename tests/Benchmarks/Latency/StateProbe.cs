using System.Diagnostics;
using System.Globalization;
using System.Net;
using PosMonitor.Benchmarks.Processes;

namespace PosMonitor.Benchmarks.Latency;

/// <summary>How long a question for the state of a terminal of the load takes.</summary>
internal static class StateProbe
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Asks until told to stop.</summary>
    /// <returns>Milliseconds, one for each question.</returns>
    public static async Task<IReadOnlyList<double>> Run(ShippedMonitor monitor, CancellationToken stop)
    {
        var took = new List<double>();
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            // Terminals whose acquirer is the first: see CardTraffic.
            var terminal = (10_000_000 + number % 1_000 * 30).ToString(CultureInfo.InvariantCulture);
            var begun = Stopwatch.GetTimestamp();
            using var answer = await monitor.Http.GetAsync(new Uri($"/v1/acquirers/chinaums/terminals/{terminal}", UriKind.Relative), CancellationToken.None);
            _ = await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
            if (answer.StatusCode == HttpStatusCode.OK)
                took.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(Pause, CancellationToken.None);
        }
        return took;
    }
}
