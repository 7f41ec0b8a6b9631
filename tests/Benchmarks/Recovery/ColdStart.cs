using System.Diagnostics;
using System.Net;
using System.Text;
using PosMonitor.Benchmarks.Processes;
using PosMonitor.Benchmarks.Report;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Benchmarks.Recovery;

/// <summary>From the start of the process on an empty directory to the first 202.</summary>
internal sealed class ColdStart : IBenchmark
{
    private const int Rounds = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Name => "start";

    public string Help => "start: an empty monitor, from its start to its first 202";

    public async Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var seconds = new List<double>();
        for (var round = 0; round < Rounds; round++)
            seconds.Add(await Round());
        return [new("cold start of an empty monitor to its first 202", "s", Goal.Most(2), seconds)];
    }

    private static async Task<double> Round()
    {
        using var data = new DataDirectory();
        var watch = Stopwatch.StartNew();
        await using var monitor = ShippedMonitor.Launch(data.Path);
        while (!await Takes(monitor))
        {
            monitor.MustRun();
            if (watch.Elapsed > Patience)
                throw new TimeoutException($"No event was taken within {Patience}:\n{monitor.Output}");
            await Task.Delay(5);
        }
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<bool> Takes(ShippedMonitor monitor)
    {
        var line = $$"""{"type":"heartbeat","time":"{{DateTime.UtcNow:O}}","acquirer":"unionpay","terminal":"10000001"}""";
        try
        {
            using var body = new StringContent(line, Encoding.UTF8, "application/x-ndjson");
            using var answer = await monitor.Http.PostAsync(new Uri("/v1/events", UriKind.Relative), body);
            return answer.StatusCode == HttpStatusCode.Accepted;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
