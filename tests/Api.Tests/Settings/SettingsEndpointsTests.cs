using System.Net;
using System.Text.Json.Nodes;

namespace PosMonitor.Settings;

/// <summary>Settings over HTTP on the real monitor (contract §5). Each test has ids of its own, and the fleet's settings are put back.</summary>
public sealed class SettingsEndpointsTests(ConfigurationApp app) : IClassFixture<ConfigurationApp>
{
    private const string Fleet = "/v1/settings/fleet";

    private static readonly string[] Layered = ["failingRun", "failingMin", "windowSize"];

    public static TheoryData<string> Scopes => ["acquirer/every", "merchant/every/M1", "issuer/every", "terminal/every/T1"];

    [Fact]
    public async Task The_answer_has_every_setting_and_who_sets_it()
    {
        var answer = await app.Get(Fleet);

        Assert.Equal([.. DetectionSettings.All.Select(setting => setting.Name), "sources", "set", "version", "changedAt", "changedBy"], answer.Select(member => member.Key));
        Assert.Equal("00:00:30", (string)answer["notifySla"]!);
        Assert.Equal(100, (int)answer["notifyFloor"]!);
        Assert.Equal(("default", "file"), ((string)answer["sources"]!["notifySla"]!, (string)answer["sources"]!["notifyFloor"]!));
        Assert.Equal("{}", answer["set"]!.ToJsonString());
        var never = await app.Get("/v1/settings/issuer/never");
        Assert.Equal((null, null, null), (never["version"], never["changedAt"], never["changedBy"]));
    }

    [Theory, MemberData(nameof(Scopes))]
    public async Task Each_scope_is_set_read_taken_away_and_looked_back_at(string scope)
    {
        var path = "/v1/settings/" + scope;
        var before = await app.Get(path);
        var (status, put, answer) = await app.Put(path, """{"failingRun":4,"notifySla":"00:00:10","notifyMerchant":true,"degradedShare":0.25}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(await app.TagOf(path), answer.Headers.ETag!.ToString());
        Assert.Equal(put!.ToJsonString(), (await app.Get(path)).ToJsonString());
        Assert.Equal("""{"notifySla":"00:00:10","notifyMerchant":true,"failingRun":4,"degradedShare":0.25}""", put["set"]!.ToJsonString());
        Assert.Equal((scope, "default"), ((string)put["sources"]!["notifySla"]!, (string)put["sources"]!["failingMin"]!));
        Assert.Equal("admin", (string)put["changedBy"]!);
        var changed = DateTimeOffset.Parse((string)put["changedAt"]!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(changed, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);

        // Another one takes the place of all of it.
        put = await app.Take(path, """{"failingRun":5}""");
        Assert.Equal(("00:00:30", 5), ((string)put["notifySla"]!, (int)put["failingRun"]!));
        Assert.Equal(HttpStatusCode.NoContent, (await app.Delete(path)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await app.Delete(path)).Status);
        var after = await app.Get(path);
        Assert.Equal("{}", after["set"]!.ToJsonString());
        foreach (var setting in DetectionSettings.All)
            Assert.Equal(before[setting.Name]!.ToJsonString(), after[setting.Name]!.ToJsonString());

        var history = (await app.Get(path + "/history"))["items"]!.AsArray();
        Assert.Equal([null, """{"failingRun":5}""", """{"degradedShare":0.25,"failingRun":4,"notifyMerchant":true,"notifySla":"00:00:10"}"""], history.Select(item => item!["set"]?.ToJsonString()));
        Assert.All(history, item => Assert.Equal(["version", "at", "by", "set"], item!.AsObject().Select(member => member.Key)));
        Assert.Equal((long)after["version"]!, (long)history[0]!["version"]!);
    }

    [Fact]
    public async Task The_nearest_scope_wins()
    {
        await app.Take("/v1/registry/terminals/near/T1", """{"merchant":"M1"}""");
        await app.Take("/v1/settings/acquirer/near", """{"failingRun":4,"failingMin":6,"windowSize":30}""");
        await app.Take("/v1/settings/merchant/near/M1", """{"failingMin":7,"windowSize":31}""");
        await app.Take("/v1/settings/terminal/near/T1", """{"windowSize":32}""");

        static string Of(JsonObject answer) => string.Join(' ', Layered.Select(name => $"{answer[name]}:{answer["sources"]![name]}"));
        Assert.Equal("4:acquirer/near 7:merchant/near/M1 32:terminal/near/T1", Of(await app.Get("/v1/settings/terminal/near/T1")));
        Assert.Equal("4:acquirer/near 6:acquirer/near 30:acquirer/near", Of(await app.Get("/v1/settings/terminal/near/T2")));
        Assert.Equal("4:acquirer/near 7:merchant/near/M1 31:merchant/near/M1", Of(await app.Get("/v1/settings/merchant/near/M1")));
        Assert.Equal("3:default 5:default 20:default", Of(await app.Get("/v1/settings/issuer/near")));
    }

    [Fact]
    public async Task What_changes_nothing_is_no_change()
    {
        const string path = "/v1/settings/issuer/same";
        var put = await app.Take(path, """{"failingRun":4}""");

        Assert.Equal(put.ToJsonString(), (await app.Take(path, """{ "failingRun" : 4, "windowSize": null }""")).ToJsonString());
        Assert.Single((await app.Get(path + "/history"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_put_with_if_match_is_made_only_on_what_the_caller_has_seen()
    {
        const string path = "/v1/settings/acquirer/match";
        var first = await app.TagOf(path);
        Assert.Equal(HttpStatusCode.OK, (await app.Put(path, """{"failingRun":4}""", ("If-Match", first))).Status);
        var (status, problem, answer) = await app.Put(path, """{"failingRun":5}""", ("If-Match", first));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "application/problem+json"), (status, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains("ETag", (string)problem!["detail"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await app.Delete(path, ("If-Match", first))).Status);
        Assert.Equal(4, (int)(await app.Get(path))["failingRun"]!);

        // What lies above has a part in the answer, and so in its tag.
        var second = await app.TagOf(path);
        await app.Take(Fleet, """{"merchantMin":21}""");
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await app.Delete(path, ("If-Match", second))).Status);
        await app.Delete(Fleet);
        Assert.Equal(HttpStatusCode.OK, (await app.Put(path, """{"failingRun":6}""", ("If-Match", "*"))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await app.Delete(path, ("If-Match", $"\"other\", {await app.TagOf(path)}"))).Status);
    }

    [Fact]
    public async Task Of_many_who_change_what_they_have_seen_one_succeeds()
    {
        const string path = "/v1/settings/issuer/race";
        var tag = await app.TagOf(path);
        var answers = await Task.WhenAll(Enumerable.Range(21, 20).Select(size => app.Put(path, $$"""{"windowSize":{{size}}}""", ("If-Match", tag))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(19, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task A_reader_who_has_it_is_told_so()
    {
        var tag = await app.TagOf("/v1/settings/issuer/seen");
        Assert.Equal(HttpStatusCode.NotModified, (await app.Send(HttpMethod.Get, "/v1/settings/issuer/seen", null, ("If-None-Match", tag))).Status);
        await app.Take("/v1/settings/issuer/seen", """{"failingRun":4}""");
        Assert.Equal(HttpStatusCode.OK, (await app.Send(HttpMethod.Get, "/v1/settings/issuer/seen", null, ("If-None-Match", tag))).Status);
    }

    [Theory]
    [InlineData("""{"notifySla":"30","colour":1,"failingRun":0}""", "notifySla colour failingRun", "notifySla is wrong; allowed is 00:00:00.0010000 to 1.00:00:00. 'colour' is not a setting. failingRun is wrong; allowed is 1 to 100.")]
    [InlineData("""{"windowSize":4}""", "windowSize", "windowSize is 4; allowed is at least failingMin (5).")]
    [InlineData("""{"degradedShare":0}""", "degradedShare", "degradedShare is wrong; allowed is above 0, at most 1.")]
    [InlineData("""["notifySla"]""", "", "The settings are not a JSON object.")]
    [InlineData("""{"notifySla":""", "", "The body is not a JSON object.")]
    [InlineData("", "", "The body is not a JSON object.")]
    public async Task What_is_wrong_is_named_with_what_is_allowed(string json, string fields, string detail)
    {
        var (status, problem, answer) = await app.Put("/v1/settings/issuer/wrong", json);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (status, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(detail, (string)problem!["detail"]!);
        Assert.Equal(fields, string.Join(' ', problem["errors"]!.AsArray().Select(error => (string?)error!["field"])));
        Assert.Equal(detail, string.Join(' ', problem["errors"]!.AsArray().Select(error => (string)error!["message"]!)));
        Assert.Empty((await app.Get("/v1/settings/issuer/wrong/history"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_change_that_would_break_another_scope_names_it()
    {
        await app.Take("/v1/settings/merchant/broken/M1", """{"notifySla":"00:14:00"}""");
        var (status, problem, _) = await app.Put("/v1/settings/acquirer/broken", """{"notifyDeadline":"00:10:00"}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("merchant/broken/M1: notifyDeadline would be 00:10:00; allowed is at least notifySla (00:14:00).", (string)problem!["detail"]!);
    }

    [Theory]
    [InlineData("/v1/settings")]
    [InlineData("/v1/settings/galaxy")]
    [InlineData("/v1/settings/acquirer/a%20b")]
    [InlineData("/v1/settings/acquirer/...")]
    [InlineData("/v1/settings/merchant/lakala")]
    [InlineData("/v1/settings/merchant/lakala/a%2Fb")]
    [InlineData("/v1/settings/issuer/%E9%93%B6")]
    [InlineData("/v1/settings/terminal/lakala/T1234567890123456")]
    [InlineData("/v1/settings/terminal/lakala/T1234567890123456/history")]
    public async Task A_scope_that_is_none_is_not_found(string path)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await app.Send(HttpMethod.Get, path)).Status);
        if (!path.EndsWith("history", StringComparison.Ordinal))
            Assert.Equal(HttpStatusCode.NotFound, (await app.Put(path, """{"failingRun":4}""")).Status);
    }

    [Theory]
    [InlineData("text/plain", null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=gbk", null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json", "gzip", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=\"UTF-8\"", "identity", HttpStatusCode.OK)]
    public async Task Only_json_is_taken(string type, string? encoding, HttpStatusCode expected)
    {
        var (status, _, answer) = await app.Send(HttpMethod.Put, "/v1/settings/issuer/types", ConfigurationApp.Bytes("{}"u8.ToArray(), type, encoding));

        Assert.Equal(expected, status);
        if (expected != HttpStatusCode.OK)
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_body_has_at_most_64_kibibytes()
    {
        Assert.Equal(HttpStatusCode.OK, (await app.Put("/v1/settings/issuer/large", """{"failingRun":4}""".PadRight(64 * 1024))).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await app.Put("/v1/settings/issuer/large", """{"failingRun":5}""".PadRight(64 * 1024 + 1))).Status);
        Assert.Equal(4, (int)(await app.Get("/v1/settings/issuer/large"))["failingRun"]!);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Send(HttpMethod.Put, "/v1/settings/issuer/large", ConfigurationApp.Bytes([0x7b, 0xff, 0x7d], "application/json"))).Status);
    }

    [Fact]
    public async Task Only_admins_change_settings()
    {
        using var till = app.IngestClient();
        using var nobody = app.ClientOf(null);
        foreach (var (client, expected) in new[] { (till, HttpStatusCode.Forbidden), (nobody, HttpStatusCode.Unauthorized) })
        {
            using var put = await client.PutAsync(Fleet, ConfigurationApp.Json("{}"));
            using var delete = await client.DeleteAsync(Fleet);
            using var get = await client.GetAsync(Fleet);
            Assert.Equal((expected, expected, expected), (put.StatusCode, delete.StatusCode, get.StatusCode));
            Assert.Equal("application/problem+json", put.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task History_comes_in_pages_newest_first()
    {
        const string path = "/v1/settings/issuer/pages";
        for (var size = 21; size <= 25; size++)
            await app.Take(path, $$"""{"windowSize":{{size}}}""");
        var seen = new List<string>();
        var cursor = "";
        do
        {
            var page = await app.Get($"{path}/history?limit=2&cursor={cursor}");
            seen.Add(string.Join(' ', page["items"]!.AsArray().Select(item => item!["set"]!["windowSize"])));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);

        Assert.Equal(["25 24", "23 22", "21"], seen);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Send(HttpMethod.Get, path + "/history?cursor=aWFi")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Send(HttpMethod.Get, path + "?limit=2")).Status);
    }

    [Fact]
    public async Task A_change_is_in_the_journal_of_every_shard_when_it_is_answered()
    {
        var put = await app.Take("/v1/settings/issuer/journal", """{"failingRun":4}""");
        var version = (long)put["version"]!;
        for (var shard = 0; shard < 4; shard++)
        {
            var change = Assert.Single((await app.Journalled(shard)).SelectMany(news => news.Changes), change => change.Version == version);
            Assert.Equal((ConfigurationKind.Settings, "issuer/journal", """{"failingRun":4}""", "admin"), (change.Kind, change.Key, change.Body, change.By));
        }
    }
}
