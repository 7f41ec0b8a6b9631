using System.Text.Json;
using Microsoft.Playwright;
using PosMonitor.Operations.Browsers;

namespace PosMonitor.Operations.Scopes;

/// <summary>Settings are read, changed, and changed by two at once.</summary>
[Collection(SharedConsole.Name)]
public sealed class SettingsPageTests(SharedConsole shared)
{
    private static ILocator Row(Visitor visitor, string name) => visitor.Page.Locator("table.settings tr", new() { HasText = name });

    private static ILocator Field(Visitor visitor, string name) => visitor.Page.GetByLabel(name, new() { Exact = true });

    private static ILocator Save(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Save" });

    [Fact]
    public async Task What_a_scope_sets_itself_is_saved_and_only_that_and_stands_in_the_history()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/settings/terminal/lakala/S1");
        await Assertions.Expect(Row(visitor, "notifySla")).ToContainTextAsync("00:00:30");
        await Field(visitor, "notifySla").FillAsync("00:00:20");
        await Save(visitor).ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("form.panel [role=status]")).ToContainTextAsync("Saved");
        await Assertions.Expect(Row(visitor, "notifySla").Locator("td").First).ToHaveTextAsync("00:00:20");
        await Assertions.Expect(Row(visitor, "notifySla")).ToContainTextAsync("terminal/lakala/S1");
        Assert.Equal("""{"notifySla":"00:00:20"}""", (await shared.Monitor.Client.Get("/v1/settings/terminal/lakala/S1")).GetProperty("set").GetRawText());
        await Assertions.Expect(visitor.Page.Locator("section", new() { HasText = "History" })).ToContainTextAsync("notifySla = 00:00:20");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Take all away" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Really take all away" }).ClickAsync();
        await Assertions.Expect(Row(visitor, "notifySla").Locator("td").First).ToHaveTextAsync("00:00:30");
    }

    [Fact]
    public async Task What_is_wrong_is_said_as_one_types_in_the_words_of_the_interface()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/settings/terminal/lakala/S2");
        await Field(visitor, "failingShare").FillAsync("2");
        await Assertions.Expect(visitor.Page.Locator("#wrong-failingShare")).ToHaveTextAsync("failingShare is wrong; allowed is above 0, at most 1.");
        await Assertions.Expect(Save(visitor)).ToBeDisabledAsync();
        await Pages.EveryPageTests.AssertAccessible(visitor, "A wrong setting");

        await Field(visitor, "failingShare").FillAsync("0.6");
        await Field(visitor, "windowSize").FillAsync("2");
        await Assertions.Expect(visitor.Page.Locator("main")).ToContainTextAsync("windowSize is 2; allowed is at least failingRun (3).");
        await Save(visitor).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".notice")).ToContainTextAsync("windowSize is 2; allowed is at least failingRun (3).");
    }

    [Fact]
    public async Task Of_two_at_once_the_second_is_told_and_keeps_what_they_typed()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/settings/terminal/lakala/S3");
        await Field(visitor, "notifySla").FillAsync("00:00:10");
        await shared.Monitor.Client.Configure("settings/terminal/lakala/S3", """{"failingRun":4}""");
        await Save(visitor).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".notice")).ToContainTextAsync("Somebody else was faster");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Show what is there now, keep what I typed" }).ClickAsync();
        await Assertions.Expect(Field(visitor, "failingRun")).ToHaveValueAsync("4");
        await Assertions.Expect(Field(visitor, "notifySla")).ToHaveValueAsync("00:00:10");
        await Save(visitor).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("form.panel [role=status]")).ToContainTextAsync("Saved");
        var set = (await shared.Monitor.Client.Get("/v1/settings/terminal/lakala/S3")).GetProperty("set");
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse("""{"failingRun":4,"notifySla":"00:00:10"}"""), set), set.GetRawText());
    }

    [Fact]
    public async Task Who_may_only_read_has_no_fields()
    {
        await using var visitor = await shared.Browser.Visit(shared.Monitor.Address, Sight.Usual);
        await visitor.SignIn(await shared.Monitor.Client.MakeKey("viewer"));
        await visitor.Open("/settings");
        await Assertions.Expect(Row(visitor, "notifySla")).ToContainTextAsync("00:00:30");
        await Assertions.Expect(visitor.Page.Locator("table.settings input, table.settings select")).ToHaveCountAsync(0);
        await Assertions.Expect(Save(visitor)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Another_scope_is_chosen()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/settings");
        await visitor.Page.Locator(".scope select").SelectOptionAsync("merchant");
        await visitor.Page.Locator(".scope input").First.FillAsync("lakala");
        await visitor.Page.Locator(".scope input").Last.FillAsync("M1");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Settings of merchant/lakala/M1");
    }
}
