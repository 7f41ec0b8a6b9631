using System.Net;
using System.Text.Json;
using PosMonitor.Hosting;

namespace PosMonitor.Queries;

/// <summary>What can be asked, of events that were posted; each test has an acquirer of its own.</summary>
[Collection(SharedMonitor.Name)]
public sealed class QueryTests(SharedMonitor shared)
{
    private RunningMonitor Monitor => shared.Monitor;

    [Fact]
    public async Task A_transaction_is_seen_on_every_subject()
    {
        await Monitor.Post(
            Request("seen", "T1", "1", "12:00:00.000", """ "merchant":"M1","amount":1250,"issuer":"seen-bank","card":"622202*1234" """),
            """{"type":"response","time":"2026-01-31T12:00:00.2505Z","acquirer":"seen","terminal":"T1","txn":"1","code":"00"}""",
            """{"type":"notification","time":"2026-01-31T12:00:02Z","acquirer":"seen","terminal":"T1","txn":"1","channel":"sms","amount":1250}""");

        var transaction = await Monitor.Get("/v1/acquirers/seen/terminals/T1/transactions/1");
        Assert.Equal("approved", transaction.GetProperty("outcome").GetString());
        Assert.Equal("on-time", transaction.GetProperty("verdict").GetString());
        Assert.Equal(250.5, transaction.GetProperty("responseMs").GetDouble());
        Assert.Equal("622202*1234", transaction.GetProperty("card").GetString());
        Assert.Equal(["request", "response", "notification"], transaction.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("type").GetString()));

        foreach (var path in new[] { "/v1/acquirers/seen", "/v1/acquirers/seen/merchants/M1", "/v1/acquirers/seen/terminals/T1", "/v1/issuers/seen-bank" })
        {
            var total = (await Monitor.Get(path)).GetProperty("total");
            Assert.Equal(1, total.GetProperty("transactions").GetProperty("approved").GetInt32());
            Assert.Equal(1, total.GetProperty("notifications").GetProperty("onTime").GetInt32());
        }
        Assert.Equal(["T1"], (await Monitor.Get("/v1/acquirers/seen/merchants/M1")).GetProperty("terminals").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal(1, (await Monitor.Get("/v1/issuers/seen-bank")).GetProperty("channels").GetProperty("sms").GetProperty("onTime").GetInt32());
    }

    [Fact]
    public async Task A_terminal_tells_its_state()
    {
        await Monitor.Post(Request("state", "T1", "1", "12:00:00.000", """ "merchant":"M1","amount":1 """));

        var terminal = await Monitor.Get("/v1/acquirers/state/terminals/T1");

        Assert.Equal(["id", "acquirer", "terminal", "status", "merchant", "lastEventAt", "openAlerts", "total", "m1", "m5", "h1"], terminal.EnumerateObject().Select(property => property.Name));
        Assert.Equal("active", terminal.GetProperty("status").GetString());
        Assert.Equal("M1", terminal.GetProperty("merchant").GetString());
        Assert.Equal("2026-01-31T12:00:00.000Z", terminal.GetProperty("lastEventAt").GetString());
    }

    [Fact]
    public async Task The_fleet_tells_its_clock_and_how_fast_events_come_in()
    {
        var fleet = await Monitor.Get("/v1/fleet");

        Assert.Equal(["id", "total", "m1", "m5", "h1", "clock", "ingest", "afterClose", "terminals"], fleet.EnumerateObject().Select(property => property.Name));
        Assert.Equal("fleet", fleet.GetProperty("id").GetString());
        Assert.Equal(["mode", "settledThrough"], fleet.GetProperty("clock").EnumerateObject().Select(property => property.Name));
        Assert.Equal(["eventsPerSecond", "lagMs", "events"], fleet.GetProperty("ingest").EnumerateObject().Select(property => property.Name));
    }

    [Theory]
    [InlineData("terminals", "T")]
    [InlineData("merchants", "M")]
    public async Task A_list_is_the_same_in_pages_of_any_size(string list, string prefix)
    {
        var acquirer = $"pages-{list}";
        await Monitor.Post([.. Enumerable.Range(0, 23).Select(number => Request(acquirer, $"T{number:D2}", "1", "12:00:00.000", $"\"merchant\":\"M{number:D2}\",\"amount\":1"))]);
        var all = Enumerable.Range(0, 23).Select(number => $"{prefix}{number:D2}");

        foreach (var limit in new[] { 1, 5, 23, 1000 })
        {
            var found = await ReadAll($"/v1/acquirers/{acquirer}/{list}", limit);
            Assert.Equal(all, found.Select(item => item.GetProperty("id").GetString()));
        }
    }

    [Fact]
    public async Task Terminals_are_found_by_status_and_merchant()
    {
        await Monitor.Post(
            Request("filter", "T1", "1", "12:00:00.000", """ "merchant":"M1","amount":1 """),
            Request("filter", "T2", "1", "12:00:00.000", """ "merchant":"M2","amount":1 """),
            """{"type":"signout","time":"2026-01-31T12:00:01Z","acquirer":"filter","terminal":"T2"}""");

        Assert.Equal(["T2"], await Ids("/v1/acquirers/filter/terminals?status=off-duty"));
        Assert.Equal(["T1"], await Ids("/v1/acquirers/filter/terminals?merchant=M1"));
        Assert.Equal([], await Ids("/v1/acquirers/filter/terminals?merchant=M1&status=off-duty"));
        Assert.Equal(["T1", "T2"], await Ids("/v1/acquirers/filter/terminals?merchant=&status="));
    }

    [Fact]
    public async Task Transactions_are_listed_newest_first_between_two_times()
    {
        await Monitor.Post([.. Enumerable.Range(0, 10).Select(number => Request("times", "T1", $"{number}", $"12:0{number}:00.000", """ "merchant":"M1","amount":1 """))]);
        const string list = "/v1/acquirers/times/terminals/T1/transactions";

        Assert.Equal(["9", "8", "7", "6", "5", "4", "3", "2", "1", "0"], (await ReadAll(list, 3)).Select(Txn));
        Assert.Equal(["4", "3", "2"], (await ReadAll($"{list}?from=2026-01-31T12:02:00Z&to=2026-01-31T12:05:00Z", 2)).Select(Txn));
        // A plus that was not escaped arrives as a space.
        Assert.Equal(["9"], (await ReadAll($"{list}?from=2026-01-31T20:09:00+08:00", 100)).Select(Txn));

        static string? Txn(JsonElement item) => item.GetProperty("txn").GetString();
    }

    [Fact]
    public async Task What_did_not_change_is_not_sent_again()
    {
        await Monitor.Post(Request("etag", "T1", "1", "12:00:00.000", """ "merchant":"M1","amount":1 """));
        var path = new Uri("/v1/acquirers/etag/terminals/T1/transactions/1", UriKind.Relative);
        using var first = await Monitor.Client.GetAsync(path);
        Assert.True(first.Headers.CacheControl?.NoCache);

        using var same = await GetIfChanged(path, first.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Empty(await same.Content.ReadAsStringAsync());

        await Monitor.Post("""{"type":"response","time":"2026-01-31T12:00:01Z","acquirer":"etag","terminal":"T1","txn":"1","code":"00"}""");
        using var changed = await GetIfChanged(path, first.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(first.Headers.ETag, changed.Headers.ETag);
    }

    [Theory]
    [InlineData("/v1/acquirers?limit=0", "limit")]
    [InlineData("/v1/acquirers?limit=1001", "limit")]
    [InlineData("/v1/acquirers?limit=ten", "limit")]
    [InlineData("/v1/acquirers?limit=1.0", "limit")]
    [InlineData("/v1/acquirers?limit=%2B1", "limit")]
    [InlineData("/v1/acquirers?limit=", "limit")]
    [InlineData("/v1/acquirers?limit=1&limit=2", "limit")]
    [InlineData("/v1/issuers?cursor=nonsense", "cursor")]
    [InlineData("/v1/acquirers/any/terminals?status=broken", "off-duty")]
    [InlineData("/v1/acquirers/any/terminals?status=Idle", "off-duty")]
    [InlineData("/v1/acquirers/any/terminals?merchant=a/b", "merchant")]
    [InlineData("/v1/acquirers/any/terminals/T1/transactions?from=yesterday", "from")]
    [InlineData("/v1/acquirers/any/terminals/T1/transactions?to=2026-01-31T12:00:00", "to")]
    [InlineData("/v1/acquirers/any/terminals/T1/transactions?to=2026-02-30T12:00:00Z", "to")]
    [InlineData("/v1/acquirers/any/terminals/T1/transactions?from=2026-01-31T12:00:01Z&to=2026-01-31T12:00:00Z", "to")]
    [InlineData("/v1/acquirers/any/terminals/T1/transactions?cursor=aVQx", "cursor")]
    [InlineData("/v1/acquirers?offset=1", "limit, cursor")]
    [InlineData("/v1/fleet?limit=1", "no query parameters")]
    public async Task A_wrong_parameter_is_named_with_what_is_allowed(string path, string named)
    {
        using var answer = await Monitor.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(named, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/acquirers/nobody")]
    [InlineData("/v1/acquirers/no%20id")]
    [InlineData("/v1/acquirers/012345678901234567890123456789012")]
    [InlineData("/v1/acquirers/nobody/merchants")]
    [InlineData("/v1/acquirers/nobody/merchants/M1")]
    [InlineData("/v1/acquirers/nobody/terminals")]
    [InlineData("/v1/acquirers/nobody/terminals/T1")]
    [InlineData("/v1/acquirers/nobody/terminals/01234567890123456")]
    [InlineData("/v1/acquirers/nobody/terminals/T1/transactions")]
    [InlineData("/v1/acquirers/nobody/terminals/T1/transactions/1")]
    [InlineData("/v1/acquirers/nobody/terminals/T1/transactions/a%2Fb")]
    [InlineData("/v1/acquirers/%E9%93%B6/terminals/T1")]
    [InlineData("/v1/issuers/nobody")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var answer = await Monitor.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    private static string Request(string acquirer, string terminal, string txn, string time, string rest) =>
        $$"""{"type":"request","time":"2026-01-31T{{time}}Z","acquirer":"{{acquirer}}","terminal":"{{terminal}}","txn":"{{txn}}",{{rest}}}""";

    private async Task<HttpResponseMessage> GetIfChanged(Uri path, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("If-None-Match", tag);
        return await Monitor.Client.SendAsync(request);
    }

    private async Task<IEnumerable<string?>> Ids(string path) => (await Monitor.Get(path)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString());

    private async Task<List<JsonElement>> ReadAll(string path, int limit)
    {
        List<JsonElement> items = [];
        string? cursor = null;
        do
        {
            var page = await Monitor.Get($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}{(cursor is null ? "" : $"&cursor={cursor}")}");
            Assert.InRange(page.GetProperty("items").GetArrayLength(), 0, limit);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
            Assert.True(items.Count <= 1000, $"{path} with limit {limit} does not end.");
        }
        while (cursor is not null);
        return items;
    }
}
