using System.Globalization;
using Microsoft.Playwright;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.Operations.Browsers;
using Xunit.Abstractions;

namespace PosMonitor.Operations.Alerts;

/// <summary>A hundred alerts a second while the inbox is open. The longest frame is asked for where <c>ALERT_STORM_SECONDS</c> says for how long: it is a figure of a quiet machine.</summary>
[Collection(SharedConsole.Name)]
public sealed class AlertStormTests(SharedConsole shared, ITestOutputHelper output)
{
    private const int PerSecond = 100;
    private const int Batches = 10;
    private const double LongestFrame = 200;

    private const string Watch = """
        () => {
          window.frames_ = [];
          let last = performance.now();
          const next = now => { window.frames_.push(now - last); last = now; requestAnimationFrame(next); };
          requestAnimationFrame(now => { last = now; requestAnimationFrame(next); });
        }
        """;

    private static readonly string? Asked = Environment.GetEnvironmentVariable("ALERT_STORM_SECONDS");

    private static int Seconds => int.Parse(Asked ?? "5", CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_inbox_stays_smooth_in_a_storm()
    {
        using var directory = new DataDirectory();
        await using var monitor = await MonitorProcess.Start(directory.Path, "PosMonitor:Shards=4");
        await using var visitor = await shared.Browser.Visit(monitor.Address, Sight.Usual);
        await visitor.SignIn(MonitorProcess.AdminKey);
        await visitor.Settled();
        await visitor.Open("/alerts");
        await AlertTraffic.Raise(monitor.Client, "S0", "before");
        await Assertions.Expect(visitor.Page.Locator("[data-alert]")).ToHaveCountAsync(1);

        // The same measure in a page that does nothing tells what the machine costs by itself.
        await using var idle = await shared.Browser.Visit(monitor.Address, Sight.Usual);
        await idle.Page.GotoAsync("/sign-in");
        await idle.Page.EvaluateAsync(Watch);
        await visitor.Page.EvaluateAsync(Watch);
        var began = TimeProvider.System.GetTimestamp();
        await Storm(monitor.Client);
        var rate = Seconds * PerSecond / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        await Eventually.Is("the last alert is on the page", TimeSpan.FromSeconds(30), async () =>
            await visitor.Page.Locator($".alert-row .about a[title*='/s{Seconds * Batches - 1}-']").CountAsync() > 0);
        var frames = await visitor.Page.EvaluateAsync<double[]>("window.frames_");

        var unburdened = await idle.Page.EvaluateAsync<double[]>("window.frames_");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Seconds * PerSecond} alerts, {rate:0} a second: inbox {Told(frames)}; a page that does nothing {Told(unburdened)}"));

        if (Asked is not null)
            Assert.True(frames.Max() <= LongestFrame, $"A frame took {frames.Max():0} ms; allowed are {LongestFrame:0} ms.");
        Assert.Empty(visitor.Errors);
    }

    private static string Told(double[] frames) => string.Create(CultureInfo.InvariantCulture,
        $"{frames.Length} frames, longest {frames.Max():0} ms, p99 {frames.Order().ElementAt((int)(frames.Length * 0.99)):0} ms, {frames.Count(frame => frame > LongestFrame)} over {LongestFrame:0} ms");

    private static async Task Storm(MonitorClient client)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / Batches));
        for (var batch = 0; batch < Seconds * Batches; batch++)
        {
            await pace.WaitForNextTickAsync();
            await AlertTraffic.Raise(client, $"S{batch % 20}", Enumerable.Range(0, PerSecond / Batches).Select(number => Txn(batch, number)));
        }
    }

    private static string Txn(int batch, int number) => $"s{batch}-{number}";
}
