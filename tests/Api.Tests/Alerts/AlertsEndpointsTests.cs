using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace PosMonitor.Alerts;

/// <summary>The HTTP surface of alerts on the real monitor (contract §4 and §5). Each test has an acquirer of its own.</summary>
public sealed class AlertsEndpointsTests(AlertsApp app) : IClassFixture<AlertsApp>
{
    [Fact]
    public async Task An_alert_reads_as_the_contract_says()
    {
        var effect = AlertsApp.Open("1", acquirer: "exact");
        await app.Tell(effect, AlertsApp.Resolve(effect, """{"delayMs":35000}"""));
        var alert = Assert.Single(await app.List("acquirer=exact"));

        Assert.Equal(
            ["id", "seq", "rule", "severity", "status", "subject", "acquirer", "merchant", "terminal", "txn", "openedAt", "detectedAt", "resolvedAt",
                "acknowledgedAt", "acknowledgedBy", "parent", "delivered", "evidence", "title"],
            alert.Select(member => member.Key));
        Assert.Matches("^notification-overdue-[0-9a-f]{32}$", (string)alert["id"]!);
        Assert.Equal("""{"kind":"transaction","id":"exact/t1/1"}""", alert["subject"]!.ToJsonString());
        Assert.Equal(("warning", "resolved"), ((string)alert["severity"]!, (string)alert["status"]!));
        Assert.Equal(("2026-03-01T08:00:30.000Z", "2026-03-01T08:00:35.0001234Z"), ((string)alert["openedAt"]!, (string)alert["resolvedAt"]!));
        Assert.EndsWith("Z", (string)alert["detectedAt"]!);
        Assert.Equal("""{"amount":1200,"channels":["sms"],"delayMs":35000}""", alert["evidence"]!.ToJsonString());
        Assert.Equal("未按时通知持卡人", (string)alert["title"]!["zh"]!);
        Assert.False((bool)alert["delivered"]!);
        Assert.Null(alert["parent"]);
    }

    [Fact]
    public async Task Every_filter_cuts_the_list()
    {
        var mine = AlertsApp.Open("1", acquirer: "filters");
        await app.Tell(mine, AlertsApp.Open("2", "notification.failed", "filters", "t2") with { Severity = AlertSeverity.Critical, Merchant = "other", Issuer = "ccb" });
        await app.Tell(AlertsApp.Resolve(mine));
        string One(IEnumerable<JsonObject> items) => string.Join(' ', items.Select(item => (string)item["txn"]!));

        Assert.Equal("2 1", One(await app.List("acquirer=filters")));
        foreach (var (filter, expected) in new[]
        {
            ("status=open", "2"), ("status=resolved", "1"), ("status=acknowledged", ""), ("rule=notification.failed", "2"), ("rule=terminal.slow", ""),
            ("severity=warning", "1"), ("severity=critical", "2"), ("merchant=other", "2"), ("terminal=t1", "1"), ("issuer=ccb", "2"),
            ("parent=none", "2 1"), ("parent=nobody", ""), ("delivered=true", ""), ("delivered=false", "2 1"), ("status=open&issuer=icbc", ""), ("status=", "2 1"),
        })
            Assert.Equal((filter, expected), (filter, One(await app.List($"acquirer=filters&{filter}"))));
        var seq = (long)(await app.List("acquirer=filters"))[0]["seq"]!;
        Assert.Equal("1", One(await app.List($"acquirer=filters&after={seq}")));
    }

    [Fact]
    public async Task One_outage_is_one_page()
    {
        // Long before the other tests: what they tell is still to come for the settled clock.
        var start = new DateTime(2026, 2, 1, 8, 0, 0, DateTimeKind.Utc);
        AlertEffect Failing(string terminal, int second) => AlertsApp.Open("", "terminal.failing", "outage", terminal) with
        {
            SubjectKind = Parties.SubjectKind.Terminal,
            SubjectId = $"outage/{terminal}",
            At = start.AddSeconds(second).Ticks,
            Txn = null,
            Evidence = """{"failures":3,"byIssuer":{"icbc":2,"ccb":1}}""",
        };
        var cause = Failing("", 10) with { Rule = "acquirer.degraded", SubjectKind = Parties.SubjectKind.Acquirer, SubjectId = "outage", Terminal = null, Merchant = null };
        await app.Tell(Failing("t1", 1), Failing("t2", 2), cause, Failing("t3", 11));
        Assert.Equal(["t1", "t2", "t3"], Terminals(await app.List("acquirer=outage&delivered=false")));
        await app.Settle(start.AddSeconds(20));

        var parent = Assert.Single(await app.List("acquirer=outage&delivered=true"));
        Assert.Equal("acquirer.degraded", (string)parent["rule"]!);
        var explained = await app.List($"parent={parent["id"]}");
        Assert.Equal(["t1", "t2", "t3"], Terminals(explained));
        Assert.All(explained, alert => Assert.Equal(((string)parent["id"]!, false), ((string)alert["parent"]!, (bool)alert["delivered"]!)));
        var detail = await app.Get($"/v1/alerts/{parent["id"]}");
        Assert.Equal("""{"alerts":3,"byRule":{"terminal.failing":3}}""", detail["evidence"]!["explains"]!.ToJsonString());
        Assert.Equal(["opened", "explains"], detail["history"]!.AsArray().Select(entry => (string)entry!["what"]!));

        await app.Tell(AlertsApp.Resolve(cause) with { At = start.AddSeconds(30).Ticks });
        await app.Settle(start.AddSeconds(61));
        Assert.Equal(["t1", "t2", "t3"], Terminals(await app.List("rule=terminal.failing&acquirer=outage&delivered=true")));
        Assert.Empty(await app.List($"parent={parent["id"]}"));

        static IEnumerable<string> Terminals(List<JsonObject> alerts) => alerts.Select(alert => (string)alert["terminal"]!).Order();
    }

    [Theory]
    [InlineData("status=closed", "status", "open, acknowledged, resolved")]
    [InlineData("severity=high", "severity", "info, warning, critical")]
    [InlineData("severity=Warning", "severity", "info, warning, critical")]
    [InlineData("delivered=yes", "delivered", "true, false")]
    [InlineData("rule=terminal.fail", "rule", "terminal.failing")]
    [InlineData("limit=0", "limit", "1 to 1000")]
    [InlineData("limit=1001", "limit", "1 to 1000")]
    [InlineData("limit=", "limit", "1 to 1000")]
    [InlineData("after=-1", "after", "integer")]
    [InlineData("after=x", "after", "integer")]
    [InlineData("cursor=%C3%A4", "cursor", "next")]
    [InlineData("cursor=aWFiYw", "cursor", "next")]
    [InlineData("acquirer=a%20b", "acquirer", "A-Za-z0-9")]
    [InlineData("status=open&status=open", "status", "once")]
    [InlineData("colour=red", "status", "severity")]
    public async Task A_wrong_parameter_is_named_with_what_is_allowed(string query, string name, string allowed)
    {
        var answer = await app.Http.GetAsync("/v1/alerts?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var detail = (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["detail"]!;
        Assert.Contains(name, detail);
        Assert.Contains(allowed, detail);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        await app.Tell([.. Enumerable.Range(0, 25).Select(i => AlertsApp.Open($"{i}", acquirer: "pages"))]);
        var sizes = new List<int>();
        var seen = new List<string>();
        var cursor = "";
        do
        {
            var page = await app.Get($"/v1/alerts?acquirer=pages&limit=10&cursor={cursor}");
            sizes.Add(page["items"]!.AsArray().Count);
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["txn"]!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);

        Assert.Equal([10, 10, 5], sizes);
        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"{i}"), seen);
        Assert.Null((await app.Get("/v1/alerts?acquirer=pages&limit=25"))["next"]);
    }

    [Fact]
    public async Task A_single_alert_has_its_history_and_an_etag()
    {
        await app.Tell(AlertsApp.Open("1", acquirer: "single"));
        var id = (string)(await app.List("acquirer=single"))[0]["id"]!;
        var first = await app.Http.GetAsync($"/v1/alerts/{id}");
        var alert = (await first.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal("history", alert.Last().Key);
        Assert.Equal(["seq", "at", "what", "by", "text"], alert["history"]![0]!.AsObject().Select(member => member.Key));

        Assert.Equal(HttpStatusCode.NotModified, (await GetIfChanged(id, first.Headers.ETag!)).StatusCode);
        await Post(id, "comments", """{"text":"短信通道"}""");
        var changed = await GetIfChanged(id, first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(first.Headers.ETag, changed.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/v1/alerts/none")).StatusCode);
    }

    [Fact]
    public async Task People_acknowledge_comment_and_resolve()
    {
        await app.Tell(AlertsApp.Open("1", acquirer: "people"));
        var id = (string)(await app.List("acquirer=people"))[0]["id"]!;

        var acknowledged = await Done(await Post(id, "acknowledge", null));
        Assert.Equal("acknowledged", (string)acknowledged["status"]!);
        var by = (string)acknowledged["acknowledgedBy"]!;
        Assert.NotEmpty(by);
        var again = await Done(await Post(id, "acknowledge", """{"comment":"me too"}"""));
        Assert.Equal((long)acknowledged["seq"]!, (long)again["seq"]!);
        await Done(await Post(id, "comments", """{"text":"on it"}"""));
        var resolved = await Done(await Post(id, "resolve", """{"comment":"done"}"""));
        Assert.Equal("resolved", (string)resolved["status"]!);
        Assert.NotNull(resolved["resolvedAt"]);
        Assert.Equal(HttpStatusCode.Conflict, (await Post(id, "acknowledge", "{}")).StatusCode);

        await app.Tell(AlertsApp.Open("1", acquirer: "people"));
        var alert = await app.Get($"/v1/alerts/{id}");
        Assert.Equal("resolved", (string)alert["status"]!);
        Assert.Equal(
            [("opened", null, null), ("acknowledged", by, null), ("comment", by, "on it"), ("resolved", by, "done")],
            alert["history"]!.AsArray().Select(entry => ((string)entry!["what"]!, (string?)entry["by"], (string?)entry["text"])));
    }

    [Theory]
    [InlineData("comments", "{}", 400)]
    [InlineData("comments", """{"text":"  "}""", 400)]
    [InlineData("comments", """{"text":7}""", 400)]
    [InlineData("comments", "[]", 400)]
    [InlineData("comments", "{\"text\":\"\\ud800\"}", 400)]
    [InlineData("acknowledge", "{", 400)]
    [InlineData("resolve", """{"comment":[]}""", 400)]
    public async Task A_wrong_body_is_refused_and_changes_nothing(string action, string body, int status)
    {
        await app.Tell(AlertsApp.Open("1", acquirer: "bodies"));
        var before = Assert.Single(await app.List("acquirer=bodies"));

        var answer = await Post((string)before["id"]!, action, body);

        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(before.ToJsonString(), Assert.Single(await app.List("acquirer=bodies")).ToJsonString());
    }

    [Fact]
    public async Task A_comment_has_up_to_4000_characters()
    {
        await app.Tell(AlertsApp.Open("1", acquirer: "long"));
        var id = (string)(await app.List("acquirer=long"))[0]["id"]!;

        await Done(await Post(id, "comments", $$"""{"text":"{{new string('长', 4000)}}"}"""));
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(id, "comments", $$"""{"text":"{{new string('长', 4001)}}"}""")).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Post(id, "comments", $$"""{"text":"{{new string('x', 100_000)}}"}""")).StatusCode);
    }

    [Theory]
    [InlineData("acknowledge", "{}")]
    [InlineData("resolve", null)]
    [InlineData("comments", """{"text":"?"}""")]
    public async Task An_alert_that_is_not_there_cannot_be_acted_on(string action, string? body) =>
        Assert.Equal(HttpStatusCode.NotFound, (await Post("none", action, body)).StatusCode);

    private async Task<HttpResponseMessage> GetIfChanged(string id, EntityTagHeaderValue tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/alerts/{id}");
        request.Headers.IfNoneMatch.Add(tag);
        return await app.Http.SendAsync(request);
    }

    private Task<HttpResponseMessage> Post(string id, string action, string? body) =>
        app.Http.PostAsync($"/v1/alerts/{id}/{action}", body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"));

    private static async Task<JsonObject> Done(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
