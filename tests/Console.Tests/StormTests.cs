using System.Diagnostics;
using System.Text;
using PosMonitor.Operations.Browsers;

namespace PosMonitor.Operations;

/// <summary>A hundred alerts a second for a minute.</summary>
[Collection(SharedConsole.Name)]
public sealed class StormTests(SharedConsole shared)
{
    private const int ASecond = 100, Seconds = 60;

    [Theory]
    [InlineData("/")]
    public async Task No_page_freezes_in_a_storm_of_alerts(string path)
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open(path);
        await Frames.Watch(visitor.Page);
        var before = await LastSeq();

        await Storm(path);

        var frozen = await Frames.Longest(visitor.Page);
        Assert.True(await LastSeq() - before >= ASecond * Seconds, "There were fewer alerts than meant.");
        Assert.True(frozen < Frames.Frozen, $"{path}: a frame took {frozen:0} ms.");
        Assert.Empty(visitor.Errors);
    }

    // An approval notice for a payment that was declined is an alert at once.
    private async Task Storm(string path)
    {
        var clock = Stopwatch.StartNew();
        for (var second = 0; second < Seconds; second++)
        {
            var lines = new StringBuilder();
            for (var at = 0; at < ASecond; at++)
                SampleFleet.Transaction(lines, "storm", $"S{at}", "M1", $"{path.Length}-{second}-{at}", DateTimeOffset.UtcNow, code: "51", told: true);
            await shared.Monitor.Client.Post(Encoding.UTF8.GetBytes(lines.ToString()));
            // The pace of the storm is what is tested.
            var rest = TimeSpan.FromSeconds(second + 1) - clock.Elapsed;
            if (rest > TimeSpan.Zero)
                await Task.Delay(rest);
        }
    }

    private async Task<long> LastSeq()
    {
        var alerts = await shared.Monitor.Client.All("/v1/alerts");
        return alerts.Count == 0 ? 0 : alerts[^1].GetProperty("seq").GetInt64();
    }
}
