using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PosMonitor.Operations.Browsers;

namespace PosMonitor.Operations.Subjects;

/// <summary>The page of a transaction.</summary>
[Collection(SharedConsole.Name)]
public sealed class TransactionPageTests(SharedConsole shared)
{
    private static readonly DateTimeOffset At = DateTimeOffset.UtcNow.AddMinutes(-20);

    [Fact]
    public async Task The_timeline_tells_what_happened_and_what_was_due()
    {
        await shared.Monitor.Client.Post(Sale.Body(new Sale("pages", "X1", "late", At).Request("shop", "linebank").Response(0.4, "00").Told(5.4, "sms", "failed").Told(75.4, "app")));
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/acquirers/pages/terminals/X1/transactions/late");

        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Transaction late");
        var rows = Rows(visitor);
        await Assertions.Expect(rows).ToHaveTextAsync(
        [
            new Regex("(?s)Request.*12\\.50 CNY"),
            new Regex("(?s)Response.*400 ms.*00, "),
            new Regex("(?s)SMS to cardholder.*5\\.0 s.*failed"),
            new Regex("(?s)Notification promised.*30\\.0 s.*missed.*notifySla, set by default"),
            new Regex("(?s)Response due.*60\\.0 s.*kept"),
            new Regex("(?s)app to cardholder.*75\\.0 s.*delivered"),
            new Regex("(?s)Notification given up.*15 min.*kept"),
        ]);
        await Assertions.Expect(visitor.Page.Locator("dl.facts")).ToContainTextAsync("late");
        await Assertions.Expect(visitor.Page.Locator(".words")).Not.ToBeEmptyAsync();

        // The picture is to scale: what came after 75.4 s is as much farther right than what was due after 30.4 s.
        var begin = await Place(visitor, "circle", "cx", 0);
        var told = await Place(visitor, "circle", "cx", 3) - begin;
        var due = await Place(visitor, "line.mark.due", "x1", 0) - begin;
        Assert.Equal(75.4 / 30.4, told / due, 0.01);
    }

    [Fact]
    public async Task Everything_with_an_id_is_a_link_and_its_alert_too()
    {
        await shared.Monitor.Client.Post(Sale.Body(new Sale("pages", "X2", "untold", At).Request("shop", "linebank").Response(0.4, "00")));
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/acquirers/pages/terminals/X2/transactions/untold");

        foreach (var path in new[]
        {
            "/acquirers/pages", "/acquirers/pages/terminals/X2", "/acquirers/pages/merchants/shop", "/issuers/linebank", "/explain?acquirer=pages&terminal=X2&txn=untold",
        })
            await Assertions.Expect(visitor.Page.Locator($"#main a[href='{path}']").First).ToBeVisibleAsync();
        // The alert comes when the deadline has fired: the page asks again by itself.
        var alerts = visitor.Page.Locator("section[aria-labelledby=own-alerts]");
        await Assertions.Expect(alerts.Locator("a[href^='/alerts/']").First).ToBeVisibleAsync();
        await Assertions.Expect(Rows(visitor).Filter(new() { HasText = "Notification given up" })).ToContainTextAsync("missed");
    }

    [Fact]
    public async Task Deadlines_are_those_of_the_nearest_scope_and_say_whose()
    {
        await shared.Monitor.Client.Configure("settings/issuer/patientbank", """{"notifySla":"00:01:40"}""");
        await shared.Monitor.Client.Configure("settings/merchant/pages/patient", """{"notifySla":"00:00:50","responseTimeout":"00:00:20"}""");
        await shared.Monitor.Client.Post(Sale.Body(new Sale("pages", "X3", "patient", At).Request("patient", "patientbank").Response(0.4, "00").Told(60, "sms")));
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/acquirers/pages/terminals/X3/transactions/patient");

        await Assertions.Expect(Rows(visitor).Filter(new() { HasText = "Notification promised" })).ToContainTextAsync("100.0 s");
        await Assertions.Expect(Rows(visitor).Filter(new() { HasText = "Notification promised" })).ToContainTextAsync("set by issuer/patientbank");
        await Assertions.Expect(Rows(visitor).Filter(new() { HasText = "Response due" })).ToContainTextAsync("set by merchant/pages/patient");
    }

    [Fact]
    public async Task What_is_nowhere_and_what_is_anothers_read_the_same()
    {
        var key = await shared.Monitor.Client.MakeKey("viewer", "allinpay");
        await using var stranger = await shared.Browser.Visit(shared.Monitor.Address, Sight.Usual);
        await stranger.SignIn(key);
        await stranger.Settled();
        await using var visitor = await shared.SignedIn(Sight.Usual);
        foreach (var (who, path) in new[] { (visitor, "/acquirers/lakala/terminals/T0/transactions/no-such"), (stranger, "/acquirers/lakala/terminals/T0/transactions/ok0"), (stranger, "/acquirers/lakala/terminals/T0") })
        {
            await who.Open(path);
            await Assertions.Expect(who.Page.Locator(".notice")).ToContainTextAsync("There is nothing of this name, or nothing that the key may see.");
            await Pages.EveryPageTests.AssertAccessible(who, path);
        }
    }

    private static ILocator Rows(Visitor visitor) => visitor.Page.Locator("section[aria-labelledby=timeline] tbody tr");

    private static async Task<double> Place(Visitor visitor, string marks, string attribute, int which)
    {
        var percent = await visitor.Page.Locator($".timeline svg {marks}").Nth(which).GetAttributeAsync(attribute);
        return double.Parse(percent!.TrimEnd('%'), CultureInfo.InvariantCulture);
    }
}
