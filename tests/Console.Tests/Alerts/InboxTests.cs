using Microsoft.Playwright;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.Operations.Browsers;

namespace PosMonitor.Operations.Alerts;

/// <summary>The inbox of alerts.</summary>
[Collection(SharedConsole.Name)]
public sealed class InboxTests(SharedConsole shared)
{
    private static readonly LocatorAssertionsToHaveCountOptions Soon = new() { Timeout = 15_000 };

    private MonitorClient Client => shared.Monitor.Client;

    [Fact]
    public async Task A_new_alert_comes_by_itself_and_says_what_it_is()
    {
        var terminal = AlertTraffic.NewTerminal();
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open($"/alerts?terminal={terminal}");
        await Assertions.Expect(visitor.Page.Locator(".empty h2")).ToHaveTextAsync("No alerts");

        await AlertTraffic.Raise(Client, terminal, "first");

        var row = Rows(visitor);
        await Assertions.Expect(row).ToHaveCountAsync(1, Soon);
        await Assertions.Expect(row.Locator(".severity")).ToHaveTextAsync("critical");
        await Assertions.Expect(row.Locator(".severity svg")).ToHaveCountAsync(1);
        await Assertions.Expect(row.Locator(".status")).ToHaveTextAsync("open");
        await Assertions.Expect(row.Locator(".about a")).ToHaveAttributeAsync("href", $"/acquirers/lakala/terminals/{terminal}/transactions/first");
        // The age goes on by itself.
        var age = await row.Locator("time").InnerTextAsync();
        await Assertions.Expect(row.Locator("time")).Not.ToHaveTextAsync(age);
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task The_address_holds_the_filters()
    {
        var terminal = AlertTraffic.NewTerminal();
        await AlertTraffic.Raise(Client, terminal, "one");
        await AlertTraffic.Of(Client, terminal, 1);
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/alerts");
        await visitor.Page.FillAsync("input[name=terminal]", terminal);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(1, Soon);
        await visitor.Page.SelectOptionAsync("select[name=severity]", "warning");
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(0, Soon);
        await visitor.Page.SelectOptionAsync("select[name=severity]", "critical");
        await visitor.Page.SelectOptionAsync("select[name=rule]", "notification.unexpected");
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(1, Soon);
        await visitor.At("**rule=notification.unexpected**");

        await using var other = await shared.SignedIn(Sight.Usual with { Locale = "zh-CN" });
        await other.Open(new Uri(visitor.Page.Url).PathAndQuery);
        await Assertions.Expect(Rows(other)).ToHaveCountAsync(1);
        await Assertions.Expect(other.Page.Locator("input[name=terminal]")).ToHaveValueAsync(terminal);
        await Assertions.Expect(other.Page.Locator("select[name=severity]")).ToHaveValueAsync("critical");
        await Assertions.Expect(Rows(other).Locator(".severity")).ToHaveTextAsync("严重");

        await other.Open("/alerts?status=nonsense");
        await Assertions.Expect(other.Page.Locator(".notice")).ToContainTextAsync("status");
    }

    [Fact]
    public async Task Nothing_moves_under_the_hand()
    {
        var terminal = AlertTraffic.NewTerminal();
        await AlertTraffic.Raise(Client, terminal, "a", "b", "c");
        var alerts = await AlertTraffic.Of(Client, terminal, 3);
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open($"/alerts?terminal={terminal}");
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(3);
        await Rows(visitor).Nth(1).HoverAsync();
        var order = await Order(visitor);

        await AlertTraffic.Raise(Client, terminal, "d", "e");
        await Assertions.Expect(visitor.Page.Locator("[data-news]")).ToHaveTextAsync("2 new, show", new LocatorAssertionsToHaveTextOptions { Timeout = 15_000 });
        await Act(alerts[0].GetProperty("id").GetString()!, "acknowledge");
        await Assertions.Expect(visitor.Page.Locator($"[data-alert='{alerts[0].GetProperty("id").GetString()}'] .status")).ToHaveTextAsync("acknowledged");
        await Act(alerts[1].GetProperty("id").GetString()!, "resolve");
        await Assertions.Expect(visitor.Page.Locator($"[data-alert='{alerts[1].GetProperty("id").GetString()}'] .status")).ToHaveTextAsync("resolved");
        Assert.Equal(order, await Order(visitor));

        await visitor.Page.Locator("[data-news]").ClickAsync();
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(4);
        await Assertions.Expect(visitor.Page.Locator("[data-news]")).ToHaveCountAsync(0);
        Assert.DoesNotContain(alerts[1].GetProperty("id").GetString(), await Order(visitor));
    }

    [Fact]
    public async Task Everything_is_done_by_keys()
    {
        var terminal = AlertTraffic.NewTerminal();
        await AlertTraffic.Raise(Client, terminal, "a", "b", "c");
        await AlertTraffic.Of(Client, terminal, 3);
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open($"/alerts?terminal={terminal}");
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(3);
        var (first, second, third) = (Rows(visitor).Nth(0), Rows(visitor).Nth(1), Rows(visitor).Nth(2));
        var keys = visitor.Page.Keyboard;

        await keys.PressAsync("?");
        await Assertions.Expect(visitor.Page.Locator("dialog#keys")).ToContainTextAsync("Acknowledges the selected ones");
        await keys.PressAsync("Escape");

        await keys.PressAsync("j");
        await Assertions.Expect(first.Locator("[data-open]")).ToBeFocusedAsync();
        await keys.PressAsync("j");
        await keys.PressAsync("j");
        await keys.PressAsync("k");
        await Assertions.Expect(second.Locator("[data-open]")).ToBeFocusedAsync();
        await keys.PressAsync("a");
        await Assertions.Expect(second.Locator(".status")).ToHaveTextAsync("acknowledged");
        await Assertions.Expect(first.Locator(".status")).ToHaveTextAsync("open");

        await keys.PressAsync("x");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("x");
        await Assertions.Expect(visitor.Page.Locator(".alert-actions")).ToContainTextAsync("2 selected");
        await keys.PressAsync("c");
        await Assertions.Expect(visitor.Page.Locator("#comment-text")).ToBeFocusedAsync();
        await keys.TypeAsync("looked at it, jx");
        await keys.PressAsync("Control+Enter");
        await Assertions.Expect(visitor.Page.Locator(".deed-note")).ToContainTextAsync("2 commented");
        await Assertions.Expect(third.Locator("[data-open]")).ToBeFocusedAsync();

        await keys.PressAsync("r");
        await Assertions.Expect(visitor.Page.Locator("#comment-text")).ToBeFocusedAsync();
        await keys.PressAsync("Control+Enter");
        await Assertions.Expect(third.Locator(".status")).ToHaveTextAsync("resolved");

        var title = await third.Locator("[data-open]").InnerTextAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync(title);
        await Assertions.Expect(visitor.Page.Locator("[data-history]")).ToContainTextAsync("looked at it, jx");
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task The_list_waits_for_the_reader_who_comes_back_from_the_form()
    {
        var terminal = AlertTraffic.NewTerminal();
        await AlertTraffic.Raise(Client, terminal, "a", "b");
        await AlertTraffic.Of(Client, terminal, 2);
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Page.RouteAsync("**/operations/inbox.js", ComeBackSlowly);
        await visitor.Open($"/alerts?terminal={terminal}");
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(2);
        await visitor.Page.Locator("html[data-watched]").WaitForAsync();
        var keys = visitor.Page.Keyboard;

        await keys.PressAsync("j");
        await keys.PressAsync("j");
        var second = Rows(visitor).Nth(1);
        await Assertions.Expect(second.Locator("[data-open]")).ToBeFocusedAsync();
        await keys.PressAsync("r");
        await Assertions.Expect(visitor.Page.Locator("#comment-text")).ToBeFocusedAsync();
        await keys.PressAsync("Control+Enter");

        await Assertions.Expect(second.Locator("[data-open]")).ToBeFocusedAsync();
        await Assertions.Expect(second.Locator(".status")).ToHaveTextAsync("resolved");
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task What_cannot_be_done_to_some_is_told()
    {
        var terminal = AlertTraffic.NewTerminal();
        await AlertTraffic.Raise(Client, terminal, "a", "b");
        var alerts = await AlertTraffic.Of(Client, terminal, 2);
        await Act(alerts[0].GetProperty("id").GetString()!, "resolve");
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open($"/alerts?status=all&terminal={terminal}");
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(2);

        await visitor.Page.Locator("[data-pick-all]").CheckAsync();
        await visitor.Page.Locator(".alert-actions").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Acknowledge" }).ClickAsync();

        var note = visitor.Page.Locator(".deed-note");
        await Assertions.Expect(note).ToContainTextAsync("1 acknowledged · 1 not done");
        await Assertions.Expect(note.Locator("li")).ToContainTextAsync("It is resolved already.");
        await Assertions.Expect(note.Locator("li a")).ToHaveAttributeAsync("href", $"/alerts/{alerts[0].GetProperty("id").GetString()}");
        await Assertions.Expect(visitor.Page.Locator(".alert-actions")).ToContainTextAsync("1 selected");
        await Pages.EveryPageTests.AssertAccessible(visitor, "A report");
    }

    [Fact]
    public async Task A_viewer_reads_and_is_told_why_no_more()
    {
        await using var visitor = await shared.Browser.Visit(shared.Monitor.Address, Sight.Usual);
        await visitor.SignIn(await Client.MakeKey("viewer"));
        await visitor.Settled();
        var terminal = AlertTraffic.NewTerminal();
        await AlertTraffic.Raise(Client, terminal, "a");
        await visitor.Open($"/alerts?terminal={terminal}");
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(1, Soon);
        await Assertions.Expect(visitor.Page.Locator(".head")).ToContainTextAsync("role operator");
        Assert.Equal(0, await visitor.Page.Locator("[data-pick], .alert-actions").CountAsync());
        await Pages.EveryPageTests.AssertAccessible(visitor, "The inbox of a viewer");

        await Rows(visitor).Locator("[data-open]").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("[aria-labelledby=actions]")).ToContainTextAsync("role operator");
        Assert.Equal(0, await visitor.Page.Locator("[aria-labelledby=actions] button").CountAsync());
    }

    [Fact]
    public async Task A_parent_folds_in_what_it_explains()
    {
        var parent = await AlertTraffic.Parent(Client);
        var children = await Client.All($"/v1/alerts?parent={parent}");
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/alerts?status=all");
        var row = visitor.Page.Locator($"[data-alert='{parent}']");
        await Assertions.Expect(row.Locator(".explains")).ToContainTextAsync($"explains {children.Count}");
        Assert.Equal(0, await visitor.Page.Locator($"[data-alert='{children[0].GetProperty("id").GetString()}']").CountAsync());

        await row.Locator("[data-open]").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("u");
        await Assertions.Expect(visitor.Page.Locator(".alert-row.child")).ToHaveCountAsync(children.Count);
        await Assertions.Expect(row.Locator("[data-unfold]")).ToHaveAttributeAsync("aria-expanded", "true");
        await visitor.Page.Keyboard.PressAsync("u");
        await Assertions.Expect(visitor.Page.Locator(".alert-row.child")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Thousands_are_loaded_by_pages_and_only_what_is_seen_is_in_the_page()
    {
        var terminal = AlertTraffic.NewTerminal();
        const int many = 450;
        await AlertTraffic.Raise(Client, terminal, Enumerable.Range(0, many).Select(number => $"m{number}"));
        await AlertTraffic.Of(Client, terminal, many);
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open($"/alerts?terminal={terminal}");
        var shown = visitor.Page.Locator(".head");
        await Assertions.Expect(shown).ToContainTextAsync("200 shown");
        await AssertOnlyWhatIsSeen(visitor);
        foreach (var count in new[] { "400 shown", "450 shown" })
        {
            await visitor.Page.EvaluateAsync("document.querySelector('.inbox').scrollTo(0, 1e6)");
            await visitor.Page.Locator("[data-older]").ClickAsync();
            await Assertions.Expect(shown).ToContainTextAsync(count);
        }
        await Assertions.Expect(visitor.Page.Locator("[data-older]")).ToHaveCountAsync(0);
        await visitor.Page.EvaluateAsync("document.querySelector('.inbox').scrollTo(0, 1e6)");
        await Assertions.Expect(visitor.Page.Locator(".alert-row .about a", new PageLocatorOptions { HasText = "/m0" }).First).ToBeVisibleAsync();
        await AssertOnlyWhatIsSeen(visitor);

        // Newest first, page after page, as the interface has it.
        var page = await Client.Get($"/v1/alerts?terminal={terminal}&before={long.MaxValue}&limit=2");
        var next = await Client.Get($"/v1/alerts?terminal={terminal}&before={long.MaxValue}&limit=2&cursor={Uri.EscapeDataString(page.GetProperty("next").GetString()!)}");
        var seqs = page.GetProperty("items").EnumerateArray().Concat(next.GetProperty("items").EnumerateArray()).Select(alert => alert.GetProperty("seq").GetInt64()).ToList();
        Assert.Equal(seqs.OrderDescending().Distinct(), seqs);
    }

    private static ILocator Rows(Visitor visitor) => visitor.Page.Locator("[data-alert]");

    /// <summary>From 10 to 100 rows: the list asks the browser what is seen, so that they come a moment after the page.</summary>
    private static async Task AssertOnlyWhatIsSeen(Visitor visitor)
    {
        await Assertions.Expect(Rows(visitor).Nth(9)).ToBeAttachedAsync();
        await Assertions.Expect(Rows(visitor).Nth(100)).Not.ToBeAttachedAsync();
    }

    private static async Task<string?[]> Order(Visitor visitor) =>
        await visitor.Page.EvaluateAsync<string?[]>("[...document.querySelectorAll('[data-alert]')].map(row => row.dataset.alert)");

    // A browser that tells when it hears keys, and takes three beats of the page to give the focus back.
    private static async Task ComeBackSlowly(IRoute route)
    {
        var script = await (await route.FetchAsync()).TextAsync();
        var slow = script.Replace("export function watch(", "function watchAtOnce(", StringComparison.Ordinal) + """
            export function watch(list, page) {
              const atOnce = watchAtOnce(list, page);
              document.documentElement.dataset.watched = '';
              return atOnce && { ...atOnce, resume: () => new Promise(done => setTimeout(() => done(atOnce.resume()), 1500)) };
            }
            """;
        await route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/javascript", Body = slow });
    }

    private async Task Act(string id, string action)
    {
        using var http = new HttpClient { BaseAddress = shared.Monitor.Address };
        http.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", MonitorProcess.AdminKey);
        using var answer = await http.PostAsync(new Uri($"/v1/alerts/{id}/{action}", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }
}
