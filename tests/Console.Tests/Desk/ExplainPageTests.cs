using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using PosMonitor.Operations.Browsers;

namespace PosMonitor.Operations.Desk;

/// <summary>Somebody at the service desk finds out what happened to a payment.</summary>
[Collection(SharedConsole.Name)]
public sealed class ExplainPageTests(SharedConsole shared)
{
    private const string Pan = "6222021234564230";
    private static readonly LocatorAssertionsToHaveTextOptions Soon = new() { Timeout = 30_000 };

    [Fact]
    public async Task A_transaction_is_found_by_its_key_and_told_with_links()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/explain");
        await visitor.Page.FillAsync("#desk-acquirer-field", "lakala");
        await visitor.Page.FillAsync("#desk-terminal-field", "T1");
        await visitor.Page.FillAsync("#desk-txn-field", "ok1");
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visitor.Page.Locator(".desk-told h2")).ToContainTextAsync("12.50 CNY");
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Uri(shared.Monitor.Address, "/explain?acquirer=lakala&terminal=T1&txn=ok1").ToString());
        await Assertions.Expect(visitor.Page.Locator(".desk-steps li")).ToHaveCountAsync(3);
        Assert.Equal("/acquirers/lakala/terminals/T1/transactions/ok1", await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "ok1" }).GetAttributeAsync("href"));
        Assert.Equal("/acquirers/lakala/merchants/M1", await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "M1" }).GetAttributeAsync("href"));
    }

    [Fact]
    public async Task A_transaction_is_told_in_Chinese_to_who_reads_Chinese()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual with { Locale = "zh-CN" });
        await visitor.Open("/explain?acquirer=lakala&terminal=T1&txn=ok1");
        await Assertions.Expect(visitor.Page.Locator(".desk-steps")).ToContainTextAsync("消费");
    }

    [Fact]
    public async Task A_payment_is_found_as_the_customer_remembers_it_and_a_whole_card_number_goes_nowhere()
    {
        var time = await Pay("D1", "desk1", 4321);
        await using var visitor = await shared.SignedIn(Sight.Usual);
        List<string> sent = [];
        visitor.Page.WebSocket += (_, socket) => socket.FrameSent += (_, frame) => Note(sent, frame);
        visitor.Page.Request += (_, request) => Note(sent, request.Url + request.PostData);
        await visitor.Open("/explain");
        await visitor.Page.Locator("#desk-card-field").PressSequentiallyAsync("6222 0212 3456 4230");
        Assert.Equal("4230", await visitor.Page.InputValueAsync("#desk-card-field"));
        await visitor.Page.FillAsync("#desk-card-field", Pan);
        Assert.Equal("4230", await visitor.Page.InputValueAsync("#desk-card-field"));
        await visitor.Page.FillAsync("#desk-txn-field", Pan);
        Assert.Equal("4230", await visitor.Page.InputValueAsync("#desk-txn-field"));
        await visitor.Page.FillAsync("#desk-amount-field", "43.21");
        await visitor.Page.FillAsync("#desk-minute-field", Local(time));
        await visitor.Page.Locator("#desk-amount-field").PressAsync("Enter");

        await Assertions.Expect(visitor.Page.Locator(".desk-told h2")).ToContainTextAsync("43.21 CNY");
        await visitor.At("**card=4230&amount=4321**");
        // Past the first six digits, which no answer shows together with more than the last four.
        Assert.DoesNotContain(sent, text => text.Contains("62220212", StringComparison.Ordinal));
        Assert.DoesNotContain("62220212", await visitor.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("62220212", shared.Monitor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_card_number_in_the_address_does_not_stay_there()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open($"/explain?card={Pan}&amount=1&time=2026-01-05T10:00Z");
        await visitor.At("**/explain");
        Assert.DoesNotContain(Pan, await visitor.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_payments_that_fit_one_is_chosen()
    {
        await Pay("D2", "desk2", 8765);
        var time = await Pay("D3", "desk3", 8765);
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open($"/explain?card=4230&amount=8765&time={Uri.EscapeDataString(time.ToString("yyyy-MM-dd'T'HH:mmK", CultureInfo.InvariantCulture))}");
        await Assertions.Expect(visitor.Page.Locator("#desk-found")).ToHaveTextAsync("2 payments fit. Choose one.", Soon);
        await Pages.EveryPageTests.AssertAccessible(visitor, "Several payments");

        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Show desk2" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".desk-told")).ToContainTextAsync("desk2");
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_field_and_nothing_found_is_said()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Open("/explain");
        await visitor.Page.FillAsync("#desk-card-field", "12");
        await visitor.Page.FillAsync("#desk-amount-field", "1.234");
        await visitor.Page.Locator("#desk-amount-field").PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator("#desk-card-note")).ToHaveTextAsync("The last four digits of the card are needed.");
        await Assertions.Expect(visitor.Page.Locator("#desk-amount-note")).ToContainTextAsync("such as 128.00");

        await visitor.Open("/explain?card=0000&amount=1&time=2026-01-05T10:00Z");
        await Assertions.Expect(visitor.Page.Locator("main")).ToContainTextAsync("No payment fits.");
        await visitor.Open("/explain?acquirer=lakala&terminal=T1&txn=nowhere");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("nothing of this name");
    }

    [Fact]
    public async Task The_story_is_copied_as_text_or_selected_where_the_browser_forbids_it()
    {
        await using var visitor = await shared.SignedIn(Sight.Usual);
        await visitor.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visitor.Open("/explain?acquirer=lakala&terminal=T1&txn=ok1");
        var copy = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Copy as text" });
        var told = visitor.Page.Locator("#desk-text-copied");

        await copy.ClickAsync();
        await Assertions.Expect(told).ToHaveTextAsync("Copied.");
        var copied = await visitor.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.StartsWith("lakala/T1/ok1  12.50 CNY", copied, StringComparison.Ordinal);
        Assert.Contains("What the merchant will have seen: ", copied, StringComparison.Ordinal);

        await visitor.Page.EvaluateAsync("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }");
        await copy.ClickAsync();
        await Assertions.Expect(told).ToContainTextAsync("The text is selected below");
        Assert.Equal(copied, await visitor.Page.EvaluateAsync<string>("document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)"));
    }

    private async Task<DateTimeOffset> Pay(string terminal, string txn, int amount)
    {
        var time = DateTimeOffset.UtcNow;
        var who = $"\"acquirer\":\"lakala\",\"terminal\":\"{terminal}\",\"txn\":\"{txn}\"";
        await shared.Monitor.Client.Post(Encoding.UTF8.GetBytes(
            $"{{\"type\":\"request\",\"time\":\"{time:O}\",{who},\"merchant\":\"M1\",\"amount\":{amount},\"issuer\":\"icbc\",\"card\":\"{Pan}\"}}\n"
            + $"{{\"type\":\"response\",\"time\":\"{time.AddMilliseconds(300):O}\",{who},\"code\":\"00\"}}\n"));
        return time;
    }

    private static string Local(DateTimeOffset time) => time.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private static void Note(List<string> sent, IWebSocketFrame frame) => Note(sent, frame.Text ?? Encoding.UTF8.GetString(frame.Binary ?? []));

    private static void Note(List<string> sent, string text)
    {
        lock (sent)
            sent.Add(text);
    }
}
