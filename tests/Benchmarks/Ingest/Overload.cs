using System.Diagnostics;
using System.Globalization;
using System.Net;
using PosMonitor.Benchmarks.Load;
using PosMonitor.Benchmarks.Processes;
using PosMonitor.Benchmarks.Report;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Benchmarks.Ingest;

/// <summary>
/// Twice as many events as the monitor can take: what it takes is to be durable about as soon as at the highest rate, the rest is refused, and when the load has ended, so
/// has the trouble. First the highest rate itself is found, and the latency at four fifths of it, on the same monitor.
/// </summary>
internal sealed class Overload : IBenchmark
{
    // Those that were refused wait for a second: so many connections keep offering twice what is taken.
    private const int Connections = 200;

    public string Name => "overload";

    public string Help => "overload [SECONDS]: twice the highest rate, and what is after it";

    public async Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var seconds = number ?? 20;
        using var data = new DataDirectory();
        await using var monitor = await ShippedMonitor.Start(data.Path);
        var plan = new LoadPlan { Port = monitor.Port, Key = ShippedMonitor.Key, Monitor = monitor.Id, WarmUp = 3 };
        var highest = await LoadProcess.Run(plan with { WarmUp = 8 });
        var usual = await LoadProcess.Run(plan with { Run = 1, Rate = (int)(0.8 * highest.PerSecond) });
        var over = await LoadProcess.Run(plan with { Run = 2, Rate = (int)(2 * highest.PerSecond), Connections = Connections, Seconds = seconds });
        var after = await After(monitor);
        return
        [
            new("twice the highest rate: events taken, as a share of the highest rate", "%", null, 100 * over.PerSecond / highest.PerSecond)
            {
                Note = $"{Figures.Of(highest.PerSecond)} a second were the highest; {Figures.Of(over.Sent * (double)plan.Batch / over.Seconds)} a second were offered over {Connections} connections, "
                    + $"{over.Refused:N0} of {over.Sent:N0} bodies refused",
            },
            new("… from the last byte of a batch to its 202, p50", "ms", null, over.P50) { Note = $"{Figures.Of(highest.P50)} at the highest rate, {Figures.Of(usual.P50)} at 80 % of it" },
            new("… p99", "ms", null, over.P99) { Note = $"{Figures.Of(highest.P99)} at the highest rate, {Figures.Of(usual.P99)} at 80 % of it" },
            new("… bodies that are refused in the five seconds after it", "", Goal.Most(0), after.Refused) { Note = $"of {after.Asked}" },
            new("… the slowest answer in them", "ms", null, after.Slowest),
        ];
    }

    private static async Task<(int Asked, int Refused, double Slowest)> After(ShippedMonitor monitor)
    {
        var (asked, refused, slowest) = (0, 0, 0.0);
        for (var since = Stopwatch.StartNew(); since.Elapsed < TimeSpan.FromSeconds(5); asked++)
        {
            var begun = Stopwatch.GetTimestamp();
            using var body = new StringContent(
                $$"""{"type":"heartbeat","time":"{{DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture)}}","acquirer":"unionpay","terminal":"after{{asked}}"}""",
                null, "application/x-ndjson");
            using var answer = await monitor.Http.PostAsync(new Uri("/v1/events", UriKind.Relative), body);
            refused += answer.StatusCode == HttpStatusCode.Accepted ? 0 : 1;
            slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(10);
        }
        return (asked, refused, slowest);
    }
}
