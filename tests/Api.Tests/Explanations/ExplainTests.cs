using System.Net;
using System.Text.Json;
using PosMonitor.Hosting;

namespace PosMonitor.Explanations;

/// <summary><c>GET /v1/explain</c>, in both of its forms, of the real monitor.</summary>
public sealed class ExplainTests(ExplainMonitor explained) : IClassFixture<ExplainMonitor>
{
    private const string Story = "/v1/explain?acquirer=lakala&terminal=00012345&txn=t-1";

    private RunningMonitor Monitor => explained.Monitor;

    [Fact]
    public async Task A_transaction_is_explained_by_its_key()
    {
        var answer = await Monitor.Get(Story);

        Assert.Equal(["transaction", "summary", "steps", "cardholder", "merchant", "alerts", "context"], answer.EnumerateObject().Select(property => property.Name));
        Assert.Equal((await Monitor.Get("/v1/acquirers/lakala/terminals/00012345/transactions/t-1")).GetRawText(), answer.GetProperty("transaction").GetRawText());
        Assert.Equal(
            "On 5 January 2026 at 18:00:00 (UTC+08:00) terminal 00012345 of merchant 898310112345678 (lakala) asked icbc for a purchase of 128.00 CNY with the card ending in 1234. "
            + "It was approved (code 00) after 1.2 seconds. The cardholder was told late: an SMS came 20 minutes after the approval, where 30 seconds are allowed.",
            En(answer, "summary"));
        Assert.Equal("持卡人于 18:20:00（UTC+08:00）收到短信（128.00 CNY），距批准 20 分钟，已迟到。已从卡上扣款 128.00 CNY。", answer.GetProperty("cardholder").GetProperty("zh").GetString());
        Assert.Equal("The terminal showed \"approved\" and printed a receipt for 128.00 CNY.", En(answer, "merchant"));
        Assert.Equal(["time", "what", "text"], answer.GetProperty("steps")[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            ["10:00:00.000 request", "10:00:01.200 response", "10:00:31.200 deadline", "10:15:01.200 deadline", "10:20:00.000 notification"],
            answer.GetProperty("steps").EnumerateArray().Select(step => $"{step.GetProperty("time").GetString()![11..23]} {step.GetProperty("what").GetString()}"));
    }

    [Fact]
    public async Task The_alerts_of_a_transaction_are_those_of_the_list()
    {
        var answer = await Monitor.Get(Story);
        var listed = (await Monitor.Get("/v1/alerts?acquirer=lakala&terminal=00012345")).GetProperty("items").EnumerateArray();

        Assert.Equal(listed.Select(alert => alert.GetRawText()), answer.GetProperty("alerts").EnumerateArray().Select(alert => alert.GetRawText()));
        Assert.Equal("notification.overdue", Assert.Single(answer.GetProperty("alerts").EnumerateArray()).GetProperty("rule").GetString());
        Assert.Empty(answer.GetProperty("context").EnumerateArray());
    }

    [Fact]
    public async Task What_was_wrong_around_it_at_the_time_is_its_context()
    {
        var during = await Monitor.Get("/v1/explain?acquirer=down&terminal=D1&txn=d-29");
        var rules = during.GetProperty("context").EnumerateArray().Select(alert => alert.GetProperty("rule").GetString()).ToList();
        Assert.Equal(["acquirer.unlicensed", "merchant.failing", "terminal.failing"], rules.Order());
        Assert.Equal(during.GetProperty("context").EnumerateArray().Select(Seq).Order(), during.GetProperty("context").EnumerateArray().Select(Seq));
        Assert.All(during.GetProperty("context").EnumerateArray(), alert => Assert.NotEqual("down/D0", alert.GetProperty("subject").GetProperty("id").GetString()));

        // The merchant had recovered by then, as nothing finished there for five minutes; the terminal recovers with this very payment.
        var after = await Monitor.Get("/v1/explain?acquirer=down&terminal=D0&txn=later");
        Assert.Equal(["acquirer.unlicensed", "terminal.failing"], after.GetProperty("context").EnumerateArray().Select(alert => alert.GetProperty("rule").GetString()).Order());

        static long Seq(JsonElement alert) => alert.GetProperty("seq").GetInt64();
    }

    [Fact]
    public async Task What_did_not_change_is_not_sent_again()
    {
        using var first = await Monitor.Client.GetAsync(new Uri(Story, UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Get, Story);
        request.Headers.Add("If-None-Match", first.Headers.ETag!.ToString());
        using var again = await Monitor.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("time=2026-01-05T11:00Z", "minute-after hit minute-before")]
    [InlineData("time=2026-01-05T11:00:59.5Z", "minute-after hit minute-before")]
    [InlineData("time=2026-01-05T19:00+08:00", "minute-after hit minute-before")]
    [InlineData("time=2026-01-05T19:00:00%2B08:00", "minute-after hit minute-before")]
    [InlineData("time=2026-01-05T11:00Z&currency=USD", "minute-before")]
    [InlineData("time=2026-01-05T11:00Z&acquirer=one", "minute-after hit")]
    [InlineData("time=2026-01-05T11:00Z&acquirer=one&currency=CNY", "minute-after hit")]
    [InlineData("time=2026-01-05T11:00Z&acquirer=nobody", "")]
    [InlineData("time=2026-01-05T11:30Z", "")]
    [InlineData("time=2020-01-05T11:00Z", "")]
    public async Task Transactions_are_found_as_a_cardholder_remembers_them(string query, string found)
    {
        var answer = await Monitor.Get($"/v1/explain?card=0042&amount=8800&{query}");
        Assert.Equal(["items", "next"], answer.EnumerateObject().Select(property => property.Name));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("next").ValueKind);
        Assert.Equal(found, string.Join(' ', answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("transaction").GetProperty("txn").GetString())));
    }

    [Fact]
    public async Task What_is_found_is_explained_as_by_its_key()
    {
        var found = await Monitor.Get("/v1/explain?card=1234&amount=12800&time=2026-01-05T10:00Z");
        Assert.Equal((await Monitor.Get(Story)).GetRawText(), Assert.Single(found.GetProperty("items").EnumerateArray()).GetRawText());
    }

    [Fact]
    public async Task At_most_twenty_are_found_and_these_are_the_newest()
    {
        var items = (await Monitor.Get("/v1/explain?card=0001&amount=100&time=2026-01-05T11:30Z")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(
            Enumerable.Range(5, 20).Reverse().Select(number => $"N{number}"),
            items.Select(item => item.GetProperty("transaction").GetProperty("terminal").GetString()));
    }

    [Fact]
    public async Task No_more_of_a_card_is_shown_than_first_six_and_last_four()
    {
        var text = (await Monitor.Get("/v1/explain?acquirer=one&terminal=S3&txn=minute-after")).GetRawText();
        Assert.Contains("622202*0042", text, StringComparison.Ordinal);
        Assert.DoesNotContain("6222021", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acquirer=lakala&terminal=00012345&txn=none")]
    [InlineData("acquirer=lakala&terminal=none&txn=t-1")]
    [InlineData("acquirer=none&terminal=00012345&txn=t-1")]
    public async Task What_is_not_there_is_not_found(string query)
    {
        using var answer = await Monitor.Client.GetAsync(new Uri($"/v1/explain?{query}", UriKind.Relative));
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("", "acquirer, terminal and txn, or card, amount and time")]
    [InlineData("acquirer=lakala&terminal=00012345", "acquirer, terminal and txn, or card, amount and time")]
    [InlineData("acquirer=lakala&terminal=00012345&txn=", "acquirer, terminal and txn, or card, amount and time")]
    [InlineData("acquirer=lakala&terminal=00012345&txn=t-1&card=1234", "acquirer, terminal and txn, or card, amount and time")]
    [InlineData("acquirer=lakala&terminal=00012345&txn=t-1&currency=CNY", "acquirer, terminal and txn, or card, amount and time")]
    [InlineData("card=1234&amount=12800", "acquirer, terminal and txn, or card, amount and time")]
    [InlineData("card=1234&time=2026-01-05T10:00Z&txn=t-1", "acquirer, terminal and txn, or card, amount and time")]
    [InlineData("card=1234&amount=12800&time=2026-01-05T10:00Z&terminal=00012345", "acquirer, terminal and txn, or card, amount and time")]
    [InlineData("acquirer=a/b&terminal=1&txn=1", "'acquirer' is wrong; allowed is an id")]
    [InlineData("acquirer=a&terminal=%20&txn=1", "'terminal' is wrong; allowed is an id")]
    [InlineData("acquirer=a&terminal=1&txn=a/b", "'txn' is wrong; allowed is a key")]
    [InlineData("card=123&amount=12800&time=2026-01-05T10:00Z", "'card' is wrong; allowed is the last four digits")]
    [InlineData("card=6222021234561234&amount=12800&time=2026-01-05T10:00Z", "'card' is wrong; allowed is the last four digits")]
    [InlineData("card=12a4&amount=12800&time=2026-01-05T10:00Z", "'card' is wrong; allowed is the last four digits")]
    [InlineData("card=1234&amount=128.00&time=2026-01-05T10:00Z", "'amount' is wrong; allowed is an integer of minor units")]
    [InlineData("card=1234&amount=-1&time=2026-01-05T10:00Z", "'amount' is wrong; allowed is an integer of minor units")]
    [InlineData("card=1234&amount=1000000000001&time=2026-01-05T10:00Z", "'amount' is wrong; allowed is an integer of minor units")]
    [InlineData("card=1234&amount=1&time=2026-01-05T10:00", "'time' is wrong; allowed is a time of RFC 3339")]
    [InlineData("card=1234&amount=1&time=2026-01-05", "'time' is wrong; allowed is a time of RFC 3339")]
    [InlineData("card=1234&amount=1&time=0001-01-01T00:00Z", "'time' is wrong; allowed is a time of RFC 3339")]
    [InlineData("card=1234&amount=1&time=2026-01-05T10:00Z&currency=cny", "'currency' is wrong; allowed is three letters")]
    [InlineData("card=1234&amount=1&time=2026-01-05T10:00Z&acquirer=a/b", "'acquirer' is wrong; allowed is an id")]
    [InlineData("card=1234&amount=1&time=2026-01-05T10:00Z&issuer=icbc", "allowed are acquirer, terminal, txn, card, amount, time, currency")]
    [InlineData("card=1234&card=1234&amount=1&time=2026-01-05T10:00Z", "'card' is given 2 times")]
    public async Task What_is_asked_wrongly_is_told_what_is_allowed(string query, string detail)
    {
        using var answer = await Monitor.Client.GetAsync(new Uri($"/v1/explain?{query}", UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(detail, JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("622202", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_no_key_is_told_nothing()
    {
        using var stranger = Monitor.ClientOf(null);
        using var answer = await stranger.GetAsync(new Uri(Story, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Both_answers_are_described()
    {
        var operation = (await Monitor.Get("/openapi/v1.json")).GetProperty("paths").GetProperty("/v1/explain").GetProperty("get");
        Assert.Equal(
            ["acquirer", "terminal", "txn", "card", "amount", "time", "currency"],
            operation.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()));
        var schema = operation.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Assert.Equal(2, schema.GetProperty("anyOf").GetArrayLength());
    }

    private static string? En(JsonElement answer, string name) => answer.GetProperty(name).GetProperty("en").GetString();
}
