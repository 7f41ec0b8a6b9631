using System.Globalization;
using Microsoft.Playwright;
using PosMonitor.Operations.Browsers;

namespace PosMonitor.Operations.Subjects;

/// <summary>The pages of merchants, acquirers and issuers.</summary>
[Collection(SharedConsole.Name)]
public sealed class PartyPagesTests(SharedConsole shared)
{
    [Fact]
    public async Task A_merchant_has_its_terminals_with_the_worst_first()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/acquirers/allinpay/merchants/M2");
        var terminals = visitor.Page.Locator("section[aria-labelledby=terminals] tbody tr");
        await Assertions.Expect(terminals).ToHaveCountAsync(4);
        // T1 and T3 are those whose transactions fail.
        await Assertions.Expect(terminals.Nth(0)).ToContainTextAsync("failing");
        await Assertions.Expect(terminals.Nth(1)).ToContainTextAsync("failing");
        await Assertions.Expect(terminals.Nth(2)).Not.ToContainTextAsync("failing");
        await Assertions.Expect(visitor.Page.Locator("section[aria-labelledby=open-alerts] a[href='/acquirers/allinpay/terminals/T1']").First).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("section[aria-labelledby=totals] tr", new() { HasText = "Failed or timed out" })).ToContainTextAsync("50.0 %");
    }

    [Fact]
    public async Task Terminals_of_an_acquirer_are_narrowed_down_by_status()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/acquirers/allinpay");
        await Assertions.Expect(visitor.Page.Locator("section[aria-label=Facts]")).ToContainTextAsync("not in the registry");
        await Assertions.Expect(visitor.Page.Locator("section[aria-labelledby=open-alerts]")).ToContainTextAsync("critical");
        await Assertions.Expect(visitor.Page.Locator("section[aria-labelledby=merchants] a[href='/acquirers/allinpay/merchants/M2']")).ToBeVisibleAsync();

        var terminals = visitor.Page.Locator("section[aria-labelledby=terminals] tbody tr");
        await Assertions.Expect(terminals).ToHaveCountAsync(4);
        await visitor.Page.Locator(".filter a[href='/acquirers/allinpay?status=failing']").ClickAsync();
        await Assertions.Expect(terminals).ToHaveCountAsync(2);
        await Assertions.Expect(visitor.Page.Locator(".filter a[aria-current]")).ToHaveTextAsync("failing");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task An_acquirer_is_called_by_its_name_in_the_readers_language(string locale)
    {
        await shared.Monitor.Client.Post(Sale.Body(new Sale("named", "N1", "one", DateTimeOffset.UtcNow).Request("shop", "linebank").Response(0.4, "00")));
        await shared.Monitor.Client.Configure("registry/acquirers/named", """{"name":{"en":"Named Pay","zh":"有名支付"},"licensed":true,"clearing":["unionpay"],"timeZone":"Asia/Tokyo"}""");
        var name = locale == "en" ? "Named Pay" : "有名支付";
        await using var visitor = await shared.SignedIn(Sight.Usual with { Locale = locale });
        await visitor.Open("/acquirers");
        await visitor.Page.Locator("#main a[href='/acquirers/named']").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync(name);
        var facts = visitor.Page.Locator("dl.facts").First;
        await Assertions.Expect(facts).ToContainTextAsync(locale == "en" ? "licensed" : "已持牌");
        await Assertions.Expect(facts).ToContainTextAsync("unionpay");
        await Assertions.Expect(facts).ToContainTextAsync("Asia/Tokyo");
    }

    [Fact]
    public async Task The_delays_of_an_issuer_stand_against_its_promise()
    {
        var at = DateTimeOffset.UtcNow.AddMinutes(-10);
        await shared.Monitor.Client.Configure("settings/issuer/chartbank", """{"notifySla":"00:00:10"}""");
        var delays = new[] { 1.5, 1.5, 4, 45 };
        await shared.Monitor.Client.Post(Sale.Body(delays.Select((delay, number) =>
            new Sale("pages", "I1", $"d{number}", at.AddSeconds(number)).Request("shop", "chartbank").Response(0, "00").Told(delay, "wechat"))));
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/issuers");
        await visitor.Page.Locator("#main a[href='/issuers/chartbank']").ClickAsync();

        var panel = visitor.Page.Locator("section[aria-labelledby=delays]");
        await Assertions.Expect(panel).ToContainTextAsync("3 in time, 1 late, 0 failed");
        await Assertions.Expect(panel).ToContainTextAsync("within 10.0 s of the response");
        var bars = panel.Locator("rect.bar:not([height='0'])");
        await Assertions.Expect(bars).ToHaveCountAsync(3);
        var sla = await Number(panel.Locator("line.sla"), "x1");
        Assert.True(await Number(bars.Nth(1), "x") < sla);
        Assert.True(await Number(bars.Nth(2), "x") > sla);
        Assert.Equal(2, await Number(bars.Nth(0), "height") / await Number(bars.Nth(2), "height"));

        await panel.Locator("summary").ClickAsync();
        await Assertions.Expect(panel.Locator("details tr", new() { HasText = "60.0 s" }).Locator("td")).ToHaveTextAsync("1");
    }

    private static async Task<double> Number(ILocator element, string attribute) =>
        double.Parse((await element.GetAttributeAsync(attribute))!.TrimEnd('%'), CultureInfo.InvariantCulture);
}
