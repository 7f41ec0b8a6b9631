using Microsoft.Playwright;
using PosMonitor.Operations.Browsers;

namespace PosMonitor.Operations;

/// <summary>What is around every page: language, colours, keys.</summary>
[Collection(SharedConsole.Name)]
public sealed class FrameTests(SharedConsole shared)
{
    [Fact]
    public async Task The_language_is_the_browsers_until_another_is_chosen()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual with { Locale = "zh-CN" });
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("总览");

        await visitor.Page.SelectOptionAsync("[data-choice=language]", "en");
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Fleet");
        await visitor.Open("/");
        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
    }

    [Fact]
    public async Task The_colours_change_at_once_and_stay()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        var light = await Ground(visitor);
        await visitor.Page.SelectOptionAsync("[data-choice=theme]", "dark");
        var dark = await Ground(visitor);
        Assert.NotEqual(light, dark);
        await visitor.Open("/");
        Assert.Equal(dark, await Ground(visitor));
    }

    [Fact]
    public async Task Times_are_those_of_the_browser_and_say_so()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await Assertions.Expect(visitor.Page.Locator(".foot")).ToContainTextAsync("Asia/Shanghai, UTC+08:00");
    }

    [Fact]
    public async Task Everything_is_reached_by_keys()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/not-found");
        await visitor.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(visitor.Page.Locator("dialog#keys")).ToBeVisibleAsync();
        await Pages.EveryPageTests.AssertAccessible(visitor, "The keys");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visitor.Page.Locator("dialog#keys")).ToBeHiddenAsync();

        await visitor.Page.Keyboard.PressAsync("g");
        await visitor.Page.Keyboard.PressAsync("f");
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Fleet");

        await visitor.Open("/");
        await visitor.Page.Keyboard.PressAsync("Shift+Tab");
        await visitor.Page.Locator("[data-skip]").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator("#main")).ToBeFocusedAsync();
    }

    private static Task<string> Ground(Visitor visitor) => visitor.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
