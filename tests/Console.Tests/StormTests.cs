using Microsoft.Playwright;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.EndToEnd.Traffic;
using PosMonitor.Operations.Alerts;
using PosMonitor.Operations.Browsers;
using Xunit.Abstractions;

namespace PosMonitor.Operations;

/// <summary>
/// Alerts come and come while a page is open. <c>POSMONITOR_STORM_SECONDS</c> says for how long a hundred a second, <c>POSMONITOR_OPEN_SECONDS</c> how long
/// a page is left open.
/// </summary>
[Collection(SharedConsole.Name)]
public sealed class StormTests(SharedConsole shared, ITestOutputHelper output)
{
    private const int ASecond = 100, ASecondWhileOpen = 20, MostOfAnInbox = 2000;

    private static readonly int Seconds = Seeds.Number("POSMONITOR_STORM_SECONDS", 15), SecondsOpen = Seeds.Number("POSMONITOR_OPEN_SECONDS", 15);

    [Theory]
    [InlineData("/")]
    [InlineData("/alerts")]
    public async Task No_page_freezes_in_a_storm_of_alerts(string path)
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open(path);
        await Frames.Watch(visitor.Page);
        var terminal = AlertTraffic.NewTerminal();

        await AlertTraffic.Storm(shared.Monitor.Client, terminal, ASecond, Seconds);

        await AlertTraffic.Of(shared.Monitor.Client, terminal, ASecond * Seconds);
        var frame = await Frames.Longest(visitor.Page);
        output.WriteLine($"{path}: the longest frame in {Seconds} s of {ASecond} alerts a second took {frame:0} ms");
        Assert.True(frame < Frames.Frozen, $"{path}: a frame took {frame:0} ms.");
        if (path == "/alerts")
            await Assertions.Expect(visitor.Page.Locator($".about a[title*='/{AlertTraffic.StormTxn(ASecond * Seconds - 1)}']")).ToBeAttachedAsync();
        Assert.Empty(visitor.Errors);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/alerts?status=all")]
    public async Task A_page_that_is_left_open_does_not_grow(string path)
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open(path);
        var session = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        // Its lists are as long as they get.
        await AlertTraffic.Storm(shared.Monitor.Client, AlertTraffic.NewTerminal(), MostOfAnInbox / 5, seconds: 6);
        var (bytes, nodes) = await Held(session);

        await AlertTraffic.Storm(shared.Monitor.Client, AlertTraffic.NewTerminal(), ASecondWhileOpen, SecondsOpen);

        // For a moment after each change the rows that it replaced are still held; what grows is held ever after.
        await Eventually.Is($"{path} to hold no more than {bytes:N0} bytes and {nodes} nodes", TimeSpan.FromSeconds(10), async () =>
        {
            var (bytesAfter, nodesAfter) = await Held(session);
            output.WriteLine($"{path}, open for {SecondsOpen} s at {ASecondWhileOpen} alerts a second: {bytes:N0} to {bytesAfter:N0} bytes, {nodes} to {nodesAfter} nodes");
            return nodesAfter <= nodes * 1.1 + 200 && bytesAfter <= bytes * 1.1 + 1_000_000;
        });
        Assert.Empty(visitor.Errors);
    }

    /// <summary>What the page holds once all that is not needed is gone.</summary>
    private static async Task<(double Bytes, double Nodes)> Held(ICDPSession session)
    {
        await session.SendAsync("HeapProfiler.collectGarbage");
        await session.SendAsync("Performance.enable");
        var metrics = (await session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray()
            .ToDictionary(metric => metric.GetProperty("name").GetString()!, metric => metric.GetProperty("value").GetDouble());
        return (metrics["JSHeapUsedSize"], metrics["Nodes"]);
    }
}
