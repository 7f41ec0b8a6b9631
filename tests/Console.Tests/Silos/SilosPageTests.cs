using Microsoft.Playwright;
using PosMonitor.Operations.Browsers;

namespace PosMonitor.Operations.Silos;

/// <summary>How the monitor itself is, for those who may see everybody.</summary>
[Collection(SharedConsole.Name)]
public sealed class SilosPageTests(SharedConsole shared)
{
    [Fact]
    public async Task Shards_store_and_silos_are_shown()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/silos");
        await Assertions.Expect(visitor.Page.Locator(".figure", new() { HasText = "Shards that answer" }).Locator("dd")).ToHaveTextAsync("4 / 4");
        await Assertions.Expect(visitor.Page.Locator(".figure", new() { HasText = "Store" }).Locator("dd")).ToHaveTextAsync("can be written");
        var silo = visitor.Page.Locator("main tbody tr");
        await Assertions.Expect(silo).ToHaveCountAsync(1);
        await Assertions.Expect(silo).ToContainTextAsync("Active");
        await Assertions.Expect(silo.Locator(".number").First).ToHaveTextAsync("4", new() { Timeout = 30_000 });
        Assert.Equal("/cluster/", await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Orleans dashboard" }).GetAttributeAsync("href"));
    }

    [Fact]
    public async Task Who_may_not_see_everybody_is_refused_and_not_led_there()
    {
        await using var visitor = await shared.Browser.Visit(shared.Monitor.Address, Sight.Usual);
        await visitor.SignIn(await shared.Monitor.Client.MakeKey("viewer"));
        await visitor.Open("/silos");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("may not do this");
        await Assertions.Expect(visitor.Page.Locator(".figures")).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page.Locator("nav a[href='/silos']")).ToHaveCountAsync(0);
    }
}
