using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PosMonitor.Operations.Browsers;

namespace PosMonitor.Operations.Fleet;

/// <summary>What the page of the fleet shows beside its figures.</summary>
[Collection(SharedConsole.Name)]
public sealed class FleetTests(SharedConsole shared)
{
    private const int Groups = 20_000, TerminalsOfAGroup = 50, Tries = 4;

    [Fact]
    public async Task An_outage_is_on_top_with_the_terminals_that_it_explains()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/");
        var lines = new StringBuilder();
        for (var at = 0; at < 80; at++)
            SampleFleet.Transaction(lines, "chinaums", $"O{at % 8}", "M9", $"out{at}", DateTimeOffset.UtcNow.AddSeconds(-5 + at * 0.05), code: "91", told: false, issuer: "outage-bank");

        await shared.Monitor.Client.Post(Encoding.UTF8.GetBytes(lines.ToString()));

        var cause = visitor.Page.Locator(".causes li", new PageLocatorOptions { HasText = "outage-bank" });
        await Assertions.Expect(cause).ToContainTextAsync("8 terminals", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        Assert.StartsWith("/alerts/issuer-degraded-", await cause.GetByRole(AriaRole.Link).GetAttributeAsync("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_map_of_a_million_terminals_is_smooth_and_opens_what_it_shows()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Page.RouteAsync("**/v1/fleet/map*", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = LargeMap() }));
        await visitor.Open("/");
        var canvas = visitor.Page.Locator("canvas");
        // It has a height of its own as soon as it is drawn.
        await Assertions.Expect(canvas).ToHaveAttributeAsync("style", new Regex("height"));
        // A page that freezes does so each time; a machine that is busy with something else does not.
        var frozen = new List<double>();
        do
        {
            await Frames.Watch(visitor.Page);
            await MoveOver(visitor.Page, canvas);
            frozen.Add(await Frames.Longest(visitor.Page));
        }
        while (frozen.Count < Tries && frozen[^1] >= Frames.Frozen);
        Assert.True(frozen[^1] < Frames.Frozen, $"Frames took {string.Join(", ", frozen)} ms.");
        await canvas.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(visitor.Page.Locator("#map-at")).ToContainTextAsync("a00 / ");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.At("**/acquirers/a00/merchants/*");
    }

    private static async Task MoveOver(IPage page, ILocator canvas)
    {
        var box = (await canvas.BoundingBoxAsync())!;
        for (var step = 0; step < 60; step++)
            await page.Mouse.MoveAsync(box.X + box.Width * step / 60, box.Y + box.Height * (step % 20) / 20);
    }

    private static string LargeMap()
    {
        var all = Enumerable.Range(0, Groups).ToList();
        return JsonSerializer.Serialize(new
        {
            acquirer = all.Select(at => $"a{at / 2000:00}"),
            merchant = all.Select(at => $"M{at:00000}"),
            terminals = all.Select(_ => TerminalsOfAGroup),
            failing = all.Select(at => at % 97 == 0 ? 9 : 0),
            slow = all.Select(at => at % 31 == 0 ? 1 : 0),
            silent = all.Select(_ => 0),
            offDuty = all.Select(_ => 0),
            active = all.Select(at => at % 11 == 0 ? 0 : TerminalsOfAGroup),
            idle = all.Select(_ => 0),
            finished = all.Select(_ => 0),
            failures = all.Select(_ => 0),
        });
    }
}
