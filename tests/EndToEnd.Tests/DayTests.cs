using PosMonitor.EndToEnd.Comparison;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.EndToEnd.Traffic;
using PosMonitor.Reference;
using Xunit.Abstractions;

namespace PosMonitor.EndToEnd;

/// <summary>A day of 20,000 transactions in order of arrival: the monitor and the reference model conclude the same.</summary>
public sealed class DayTests(ITestOutputHelper output)
{
    /// <summary>A body ends in a watermark, or where it has grown to this.</summary>
    private const int BodySize = 2000;

    [Fact]
    public async Task Transactions_totals_and_alerts_are_those_of_the_reference_model()
    {
        var seed = Seeds.Or(20260302);
        var day = new GeneratedDay(new TrafficPlan { Seed = seed, Everything = true });
        output.WriteLine($"{day.WithWatermarks.Count} events, seed {seed}");
        var dice = new Dice(seed);
        var expected = new ReferenceMonitor();
        using var directory = new DataDirectory();
        await using var monitor = await MonitorProcess.Start(directory.Path, "PosMonitor:Clock=stream");

        await Configure(day.Configuration, monitor.Client, expected);
        var noon = day.WithWatermarks.TakeWhile(e => e.Type != "watermark" || e.Time != day.Noon).Append(Watermark(day.Noon)).ToList();
        await Post(noon, monitor.Client, dice);
        expected.Take(noon);
        await WholeComparison.CompareAll(expected, monitor.Client, "in the middle of the rush");

        await Configure(day.ConfigurationAtNoon, monitor.Client, expected);
        var afternoon = day.WithWatermarks.Skip(noon.Count).ToList();
        await Post(afternoon, monitor.Client, dice);
        expected.Take(afternoon);
        await WholeComparison.CompareAll(expected, monitor.Client, "two hours after the day");

        var epilogue = Epilogue(day).ToList();
        await Post(epilogue, monitor.Client, dice);
        expected.Take(epilogue);
        await WholeComparison.CompareAll(expected, monitor.Client, "eight days later");
    }

    private static async Task Configure(IEnumerable<(string Path, string? Json)> changes, MonitorClient monitor, ReferenceMonitor expected)
    {
        foreach (var (path, json) in changes)
        {
            await monitor.Configure(path, json);
            expected.Put(path, json);
        }
    }

    /// <summary>When nothing is held any more, what comes for a transaction of old changes nothing.</summary>
    private static IEnumerable<ContractEvent> Epilogue(GeneratedDay day)
    {
        var later = day.WithWatermarks[^1].Time.AddDays(8);
        yield return Watermark(later);
        foreach (var request in day.Events.Where(e => e.Type == "request").Take(20))
            yield return request with { Type = "reversal", Time = later.AddMinutes(1), Kind = null, Amount = null, Currency = null, Issuer = null, Card = null };
        yield return Watermark(later.AddMinutes(2));
    }

    private static async Task Post(IEnumerable<ContractEvent> events, MonitorClient monitor, Dice dice)
    {
        var body = new List<ContractEvent>();
        foreach (var e in events)
        {
            body.Add(e);
            if (e.Type != "watermark" && body.Count < BodySize)
                continue;
            await monitor.Post(body, dice);
            body.Clear();
        }
        if (body.Count > 0)
            await monitor.Post(body, dice);
    }

    private static ContractEvent Watermark(DateTimeOffset time) => new() { Type = "watermark", Time = time };
}
