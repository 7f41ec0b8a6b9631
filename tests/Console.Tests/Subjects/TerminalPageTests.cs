using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PosMonitor.Operations.Browsers;

namespace PosMonitor.Operations.Subjects;

/// <summary>The page of a terminal.</summary>
[Collection(SharedConsole.Name)]
public sealed class TerminalPageTests(SharedConsole shared)
{
    [Fact]
    public async Task It_tells_how_the_terminal_does_and_goes_on_by_itself()
    {
        var now = DateTimeOffset.UtcNow;
        await shared.Monitor.Client.Post(Sale.Body(Done("first", now.AddMinutes(-9), "00"), Done("second", now.AddMinutes(-7), "96"), Done("third", now.AddHours(-3), "51")));
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/acquirers/pages/terminals/L1");

        await Assertions.Expect(visitor.Page.Locator(".head .tag")).ToHaveTextAsync("active");
        await Assertions.Expect(visitor.Page.Locator("#main a[href='/acquirers/pages/merchants/shop']").First).ToBeVisibleAsync();
        await Assertions.Expect(Transactions(visitor)).ToHaveTextAsync([new Regex("second"), new Regex("first"), new Regex("third")]);
        // What is over 15 minutes older than the newest is in the day, but not in the window.
        await Assertions.Expect(Window(visitor)).ToHaveCountAsync(2);
        await Assertions.Expect(visitor.Page.Locator("section[aria-labelledby=window]")).ToContainTextAsync("1 of 2 are failures");
        await Assertions.Expect(Marks(visitor)).ToHaveCountAsync(3);

        await shared.Monitor.Client.Post(Sale.Body(Done("fourth", now.AddMinutes(-1), "96"), Done("fifth", now, "96")));
        await Assertions.Expect(Transactions(visitor).First).ToContainTextAsync("fifth");
        await Assertions.Expect(visitor.Page.Locator(".head .tag")).ToHaveTextAsync("failing");
        await Assertions.Expect(visitor.Page.Locator("section[aria-labelledby=open-alerts] a[href^='/alerts/']").First).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("section[aria-labelledby=window]")).ToContainTextAsync("3 of 4 are failures");
        await Assertions.Expect(Marks(visitor)).ToHaveCountAsync(5);
        await Assertions.Expect(visitor.Page.Locator(".strip .sale.bad")).ToHaveCountAsync(3);

        static Sale Done(string txn, DateTimeOffset at, string code) => new Sale("pages", "L1", txn, at).Request("shop", "linebank").Response(0.4, code);
    }

    [Fact]
    public async Task The_day_has_its_borders_and_a_table_of_the_same()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/acquirers/allinpay/terminals/T1");
        await Assertions.Expect(Marks(visitor).First).ToBeAttachedAsync();
        var marks = await Marks(visitor).CountAsync();
        await Assertions.Expect(visitor.Page.Locator(".strip .border")).ToHaveCountAsync(1);

        var day = visitor.Page.Locator("section[aria-labelledby=day]");
        await day.Locator("summary").ClickAsync();
        await Assertions.Expect(day.Locator("tbody tr")).ToHaveCountAsync(24);
        var counted = await day.Locator("tbody td").AllInnerTextsAsync();
        Assert.Equal(marks, counted.Sum(text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)));
        await Pages.EveryPageTests.AssertAccessible(visitor, "The day as a table");
    }

    [Fact]
    public async Task Settings_tell_where_they_come_from_and_the_registry_what_it_holds()
    {
        await shared.Monitor.Client.Post(Sale.Body(new Sale("pages", "R1", "one", DateTimeOffset.UtcNow).Request("shop", "linebank").Response(0.4, "00")));
        await shared.Monitor.Client.Configure("settings/acquirer/pages", """{"silentAfter":"00:45:00"}""");
        await shared.Monitor.Client.Configure("registry/terminals/pages/R1", """{"merchant":"shop","serial":"SN-77","model":"P90"}""");
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/acquirers/pages/terminals/R1");

        await visitor.Page.Locator("section[aria-labelledby=settings] summary").ClickAsync();
        var silent = visitor.Page.Locator("section[aria-labelledby=settings] tr:has(code:text-is('silentAfter'))");
        await Assertions.Expect(silent).ToContainTextAsync("00:45:00");
        await Assertions.Expect(silent.Locator("a")).ToHaveAttributeAsync("href", "/acquirers/pages");
        var registry = visitor.Page.Locator("section[aria-labelledby=registry]");
        await Assertions.Expect(registry).ToContainTextAsync("SN-77");
        await Assertions.Expect(registry).ToContainTextAsync("P90");
    }

    [Fact]
    public async Task Transactions_are_paged()
    {
        var now = DateTimeOffset.UtcNow;
        await shared.Monitor.Client.Post(Sale.Body(Enumerable.Range(0, 60).Select(number =>
            new Sale("pages", "P1", $"n{number}", now.AddSeconds(-number)).Request("shop", "linebank").Response(0.4, "00"))));
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/acquirers/pages/terminals/P1");
        await Assertions.Expect(Transactions(visitor)).ToHaveCountAsync(50);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Next page" }).ClickAsync();
        await Assertions.Expect(Transactions(visitor)).ToHaveCountAsync(10);
        await Assertions.Expect(Transactions(visitor).Last).ToContainTextAsync("n59");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "First page" }).ClickAsync();
        await Assertions.Expect(Transactions(visitor)).ToHaveCountAsync(50);
    }

    private static ILocator Transactions(Visitor visitor) => visitor.Page.Locator("section[aria-labelledby=transactions] tbody tr");

    private static ILocator Window(Visitor visitor) => visitor.Page.Locator("ol.window li");

    private static ILocator Marks(Visitor visitor) => visitor.Page.Locator(".strip .sale");
}
