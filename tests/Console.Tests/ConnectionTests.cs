using System.Text;
using Microsoft.Playwright;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.Operations.Browsers;

namespace PosMonitor.Operations;

/// <summary>A monitor that is held still, killed, and started again under a page that is open.</summary>
[Collection(SharedConsole.Name)]
public sealed class ConnectionTests(SharedConsole shared)
{
    [Fact]
    public async Task News_are_on_the_page_within_two_seconds()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        var terminals = visitor.Page.Locator(".figure", new PageLocatorOptions { HasText = "Terminals" }).Locator("dd");
        var before = int.Parse(await terminals.InnerTextAsync(), null);
        var lines = new StringBuilder();
        SampleFleet.Transaction(lines, "lakala", $"N{Guid.NewGuid():N}"[..8], "M1", "news", DateTimeOffset.UtcNow, "00", told: true);

        await shared.Monitor.Client.Post(Encoding.UTF8.GetBytes(lines.ToString()));

        await Assertions.Expect(terminals).ToHaveTextAsync($"{before + 1}", new LocatorAssertionsToHaveTextOptions { Timeout = 2_000 });
    }

    [Fact]
    public async Task A_gateway_that_is_gone_is_told_and_the_page_goes_on_when_it_is_back()
    {
        using var directory = new DataDirectory();
        var port = MonitorProcess.FreePort();
        await using var monitor = MonitorProcess.Launch(directory.Path, port, "PosMonitor:Shards=4");
        await monitor.Ready();
        await using var visitor = await shared.Browser.Visit(monitor.Address, Sight.Usual);
        await visitor.SignIn(MonitorProcess.AdminKey);
        await visitor.Settled();
        var gone = visitor.Page.Locator("#gateway-gone");

        monitor.Freeze();
        await Assertions.Expect(gone).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 20_000 });
        monitor.Thaw();
        await Assertions.Expect(gone).ToBeHiddenAsync(new LocatorAssertionsToBeHiddenOptions { Timeout = 20_000 });
        await Assertions.Expect(visitor.Page.Locator(".live.on")).ToBeVisibleAsync();

        await monitor.Kill();
        await Assertions.Expect(gone).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 20_000 });
        await using var again = MonitorProcess.Launch(directory.Path, port, "PosMonitor:Shards=4");
        // One that starts anew knows no session; the page that was open is the one to come back to.
        await visitor.At("**/sign-in?ended=1", 90_000);
        await visitor.SignIn(MonitorProcess.AdminKey);
        await visitor.Settled();
    }

    [Fact]
    public async Task An_open_page_does_not_hold_up_the_end_of_the_process()
    {
        using var directory = new DataDirectory();
        await using var monitor = await MonitorProcess.Start(directory.Path, "PosMonitor:Shards=4");
        await using var visitor = await shared.Browser.Visit(monitor.Address, Sight.Usual);
        await visitor.SignIn(MonitorProcess.AdminKey);
        await visitor.Settled();

        Assert.Equal(0, await monitor.Terminate());
    }
}
