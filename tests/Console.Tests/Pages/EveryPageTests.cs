using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using PosMonitor.Operations.Browsers;

namespace PosMonitor.Operations.Pages;

/// <summary>Every page, at every size, in both languages and both themes.</summary>
[Collection(SharedConsole.Name)]
public sealed class EveryPageTests(SharedConsole shared)
{
    // WCAG 2.2 AA and what makes sense beside it, such as one main landmark and headings in order.
    private static readonly AxeRunOptions Rules = new()
    {
        // What is in order is not told: that takes longest.
        ResultTypes = [ResultType.Violations],
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    public static TheoryData<string, string> Pages()
    {
        var pages = new TheoryData<string, string>();
        foreach (var path in PageList.All)
        {
            foreach (var locale in Sight.Locales)
                pages.Add(path, locale);
        }
        return pages;
    }

    public static TheoryData<string> Locales() => [.. Sight.Locales];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_for_everybody(string path, string locale)
    {
        await using var visitor = await shared.SignedIn(Sight.Usual with { Locale = locale });
        await visitor.Open(path);
        await AssertForEverybody(visitor, path, locale);
    }

    [Theory]
    [MemberData(nameof(Locales))]
    public async Task So_is_the_page_to_sign_in(string locale)
    {
        await using var visitor = await shared.Browser.Visit(shared.Monitor.Address, Sight.Usual with { Locale = locale });
        await visitor.Page.GotoAsync("/");
        await AssertForEverybody(visitor, "/sign-in", locale);
    }

    private static async Task AssertForEverybody(Visitor visitor, string path, string locale)
    {
        Assert.Equal(locale, await visitor.Page.GetAttributeAsync("html", "lang"));
        foreach (var sight in Sight.AllOf(locale))
        {
            await visitor.Look(sight);
            await AssertAccessible(visitor, $"{path} at {sight}");
        }
        Assert.Empty(visitor.Errors);
    }

    internal static async Task AssertAccessible(Visitor visitor, string where)
    {
        var found = await visitor.Page.RunAxe(Rules);
        Assert.True(found.Violations.Length == 0, $"{where}:\n{string.Join('\n', found.Violations.Select(Describe))}");
        Assert.Equal(1, await visitor.Page.Locator("h1").CountAsync());
        var over = await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(over <= 0, $"{where} is {over} pixels wider than the window.");
    }

    private static string Describe(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Take(3).Select(node => $"{node.Html}: {string.Join("; ", node.Any.Concat(node.All).Select(check => check.Message))}"))}";
}
