using Microsoft.Playwright;
using PosMonitor.Operations.Browsers;

namespace PosMonitor.Operations.Alerts;

/// <summary>The page of one alert.</summary>
[Collection(SharedConsole.Name)]
public sealed class AlertPageTests(SharedConsole shared)
{
    [Fact]
    public async Task It_tells_everything_and_takes_what_people_do()
    {
        var terminal = AlertTraffic.NewTerminal();
        await AlertTraffic.Raise(shared.Monitor.Client, terminal, "told");
        var alert = (await AlertTraffic.Of(shared.Monitor.Client, terminal, 1))[0];
        await using var visitor = await shared.SignedIn(Sight.Usual);
        var page = visitor.Page;
        await visitor.Open($"/alerts/{alert.GetProperty("id").GetString()}");

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(alert.GetProperty("title").GetProperty("en").GetString()!);
        var facts = page.Locator("[aria-labelledby=facts]");
        foreach (var path in new[] { "/issuers/icbc", "/acquirers/lakala", "/acquirers/lakala/merchants/M1", $"/acquirers/lakala/terminals/{terminal}" })
            await Assertions.Expect(facts.Locator($"a[href='{path}']")).ToHaveCountAsync(1);
        await Assertions.Expect(facts.Locator($"a[href='/acquirers/lakala/terminals/{terminal}/transactions/told']").First).ToBeVisibleAsync();
        var evidence = page.Locator("[aria-labelledby=evidence]");
        await Assertions.Expect(evidence).ToContainTextAsync("12.50 CNY");
        await Assertions.Expect(evidence).ToContainTextAsync("51 · ");
        await Assertions.Expect(evidence.Locator("table")).ToContainTextAsync("text message");

        await page.FillAsync("#comment-text", "asked the branch");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Acknowledge" }).ClickAsync();
        await Assertions.Expect(facts).ToContainTextAsync("acknowledged");
        await Assertions.Expect(page.Locator("[data-history]")).ToContainTextAsync("asked the branch");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Resolve" }).ClickAsync();
        await Assertions.Expect(facts.Locator(".tag.good")).ToHaveTextAsync("resolved");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Acknowledge" })).ToBeDisabledAsync();
        foreach (var sight in Sight.AllOf("en"))
        {
            await visitor.Look(sight);
            await Pages.EveryPageTests.AssertAccessible(visitor, $"An alert at {sight}");
        }
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task A_cause_and_what_it_explains_lead_to_each_other()
    {
        var parent = await AlertTraffic.Parent(shared.Monitor.Client);
        var child = (await shared.Monitor.Client.All($"/v1/alerts?parent={parent}"))[0].GetProperty("id").GetString()!;
        await using var visitor = await shared.SignedIn(Sight.Usual with { Locale = "zh-CN" });
        var page = visitor.Page;
        await visitor.Open($"/alerts/{parent}");
        await Assertions.Expect(page.Locator("[aria-labelledby=evidence]")).ToContainTextAsync("按原因统计的失败");
        await Assertions.Expect(page.Locator("[aria-labelledby=evidence] a[href='/issuers/icbc']")).ToHaveCountAsync(1);
        foreach (var sight in Sight.AllOf("zh-CN"))
        {
            await visitor.Look(sight);
            await Pages.EveryPageTests.AssertAccessible(visitor, $"A cause at {sight}");
        }

        await page.Locator($"[data-children] a[href='/alerts/{child}']").ClickAsync();
        await visitor.At($"**/alerts/{child}");
        await Assertions.Expect(page.Locator("[aria-labelledby=evidence] a[href*='/transactions/']").First).ToBeVisibleAsync();
        await page.Locator("[data-parent]").ClickAsync();
        await visitor.At($"**/alerts/{parent}");
        await Assertions.Expect(page.Locator("[data-children]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task One_that_is_nowhere_is_said_to_be_so()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/alerts/terminal-failing-0");
        await Assertions.Expect(visitor.Page.Locator(".notice")).ToContainTextAsync("There is nothing of this name");
    }
}
