using Microsoft.Playwright;
using PosMonitor.Operations.Browsers;

namespace PosMonitor.Operations;

/// <summary>The box on every page that finds whatever has an id.</summary>
[Collection(SharedConsole.Name)]
public sealed class SearchTests(SharedConsole shared)
{
    [Fact]
    public async Task What_is_typed_is_found_and_opened_by_keys_alone()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        var box = visitor.Page.GetByRole(AriaRole.Combobox, new() { Name = "Search" });
        await visitor.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(box).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync("allinp");
        var options = visitor.Page.Locator(".search [role=option]");
        await Assertions.Expect(options.First).ToContainTextAsync("allinpay");
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-expanded", "true");
        await Assertions.Expect(options.First).ToHaveAttributeAsync("aria-selected", "true");
        await Pages.EveryPageTests.AssertAccessible(visitor, "The results of a search");

        await visitor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(options).ToHaveCountAsync(0);
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.At("**/acquirers/allinpay");
    }

    [Fact]
    public async Task Enter_waits_for_what_is_being_looked_for()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Page.Locator("[data-search]").FillAsync("lakala/T1/ok1");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.At("**/acquirers/lakala/terminals/T1/transactions/ok1");
    }

    [Fact]
    public async Task Of_a_card_number_the_last_four_digits_stay_and_what_is_nowhere_is_said()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        var box = visitor.Page.Locator("[data-search]");
        await box.FillAsync("6222021234564230");
        await Assertions.Expect(box).ToHaveValueAsync("4230");
        await box.FillAsync("nobody-of-this-name");
        await Assertions.Expect(visitor.Page.Locator(".search [role=status]")).ToHaveTextAsync("Nothing found.");
    }
}
