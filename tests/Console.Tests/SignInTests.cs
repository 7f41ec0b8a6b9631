using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.Operations.Browsers;

namespace PosMonitor.Operations;

/// <summary>How a person comes in and out.</summary>
[Collection(SharedConsole.Name)]
public sealed partial class SignInTests(SharedConsole shared)
{
    [Fact]
    public async Task Who_is_not_known_signs_in_first_and_gets_to_the_page_they_wanted()
    {
        await using var visitor = await shared.Browser.Visit(shared.Monitor.Address, Sight.Usual);
        await visitor.Page.GotoAsync("/not-found");
        Assert.EndsWith("/sign-in?return=%2Fnot-found", visitor.Page.Url, StringComparison.Ordinal);

        await visitor.SignIn("pm_wrong");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not known");
        await visitor.SignIn(MonitorProcess.AdminKey);
        await visitor.Settled();

        Assert.Equal("/not-found", new Uri(visitor.Page.Url).AbsolutePath);
    }

    [Fact]
    public async Task Nobody_is_led_to_another_site()
    {
        await using var visitor = await shared.Browser.Visit(shared.Monitor.Address, Sight.Usual);
        await visitor.Page.GotoAsync("/sign-in?return=//pos.example/");
        await visitor.SignIn(MonitorProcess.AdminKey);
        await visitor.Settled();
        Assert.Equal(shared.Monitor.Address.ToString(), visitor.Page.Url);
    }

    [Fact]
    public async Task Who_signs_out_is_out()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign out" }).ClickAsync();
        await visitor.At("**/sign-in");
        await visitor.Page.GotoAsync("/");
        Assert.Contains("/sign-in", visitor.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_only_sends_sees_that_it_has_no_right_to_see()
    {
        await using var visitor = await shared.Browser.Visit(shared.Monitor.Address, Sight.Usual);
        await visitor.SignIn(await shared.Monitor.Client.MakeKey("ingest"));
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("No right to see");
        await Pages.EveryPageTests.AssertAccessible(visitor, "No right to see");
        var answer = await visitor.Page.GotoAsync("/");
        Assert.Equal(403, answer!.Status);
    }

    [Fact]
    public async Task When_the_key_is_revoked_the_page_says_so_within_seconds()
    {
        await using var visitor = await shared.Browser.Visit(shared.Monitor.Address, Sight.Usual);
        await visitor.SignIn(await shared.Monitor.Client.MakeKey("viewer", "lakala"));
        await visitor.Settled();
        var key = (await shared.Monitor.Client.All("/v1/keys")).Last(entry => entry.GetProperty("name").GetString() == "viewer of lakala");

        await shared.Monitor.Client.Configure($"keys/{key.GetProperty("id").GetString()}", null);

        await visitor.At("**/sign-in?ended=1", 10_000);
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("session has ended");
    }

    [Fact]
    public async Task The_address_of_the_first_start_opens_the_console_once()
    {
        using var directory = new DataDirectory();
        await using var first = MonitorProcess.LaunchWithoutKey(directory.Path, MonitorProcess.FreePort(), "PosMonitor:Shards=4");
        var address = await Eventually.Get("the address", TimeSpan.FromSeconds(90), () => Task.FromResult(Once().Match(first.Output) is { Success: true } found ? found.Value : null));
        await using var visitor = await shared.Browser.Visit(first.Address, Sight.Usual);

        await visitor.Page.GotoAsync(address);
        await visitor.Settled();
        await Assertions.Expect(visitor.Page.Locator("pre")).ToContainTextAsync("/v1/events");
        await Pages.EveryPageTests.AssertAccessible(visitor, "Nothing yet");

        // The same code, from a browser that is not signed in.
        await using var second = await shared.Browser.Visit(first.Address, Sight.Usual);
        await second.Page.GotoAsync(address);
        await Assertions.Expect(second.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("opens the console once");
    }

    [GeneratedRegex(@"http://\S+/\?code=\S+")]
    private static partial Regex Once();
}
