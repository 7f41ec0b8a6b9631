using System.Net;
using PosMonitor.Settings;

namespace PosMonitor.Registry;

/// <summary>The registry over HTTP on the real monitor (contract §5). Each test has ids of its own.</summary>
public sealed class RegistryEndpointsTests(ConfigurationApp app) : IClassFixture<ConfigurationApp>
{
    private const string Acquirers = "/v1/registry/acquirers", Terminals = "/v1/registry/terminals";

    [Fact]
    public async Task The_shipped_acquirers_are_there_from_the_start()
    {
        var items = (await app.Get(Acquirers + "?limit=1000"))["items"]!.AsArray().Where(item => (long)item!["version"]! == 0).ToList();

        // The tenth is taken away by another test.
        string[] shipped = ["chinaums", "jialian", "lakala", "leshua", "qianbao", "shengpay", "suixingfu", "unionpay", "yinsheng"];
        Assert.Equal(shipped, items.Select(item => (string)item!["id"]!).Where(id => id != "xiandai"));
        Assert.Equal(
            """{"id":"leshua","name":{"en":"Leshua Payment","zh":"乐刷支付"},"licensed":"unverified","clearing":[],"timeZone":"Asia/Shanghai","codes":{},"version":0}""",
            Plain(await app.Get(Acquirers + "/leshua")));
        Assert.Empty((await app.Get(Acquirers + "/leshua/history"))["items"]!.AsArray());
    }

    [Fact]
    public async Task An_acquirer_is_put_read_taken_away_and_looked_back_at()
    {
        const string path = Acquirers + "/newpay";
        Assert.Equal(HttpStatusCode.NotFound, (await app.Send(HttpMethod.Get, path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Send(HttpMethod.Get, path + "/history")).Status);
        const string entry = """
            {"name":{"en":"New Pay","zh":"新付"},"licensed":false,"clearing":["bank-a","bank-b"],"timeZone":"Asia/Urumqi","codes":{"05":{"class":"failed","cause":"issuer"},"A1":{"class":"approved"}}}
            """;
        var put = await app.Take(path, entry);
        var version = (long)put["version"]!;
        Assert.Equal(
            $$$"""{"id":"newpay","name":{"en":"New Pay","zh":"新付"},"licensed":false,"clearing":["bank-a","bank-b"],"timeZone":"Asia/Urumqi","codes":{"05":{"class":"failed","cause":"issuer"},"A1":{"class":"approved","cause":null}},"version":{{{version}}}}""",
            Plain(put));
        Assert.Equal(Plain(put), Plain(await app.Get(path)));
        // The answer can be put back as it is, but for what the path and the store say.
        put.Remove("id");
        put.Remove("version");
        Assert.Equal(version, (long)(await app.Take(path, put.ToJsonString()))["version"]!);

        Assert.Equal(HttpStatusCode.NoContent, (await app.Delete(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Delete(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Send(HttpMethod.Get, path)).Status);
        var history = (await app.Get(path + "/history"))["items"]!.AsArray();
        Assert.Equal([null, "New Pay"], history.Select(item => (string?)item!["entry"]?["name"]!["en"]));
        Assert.Equal(["version", "at", "by", "entry"], history[0]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task A_shipped_acquirer_may_be_taken_away()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await app.Delete(Acquirers + "/xiandai")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Send(HttpMethod.Get, Acquirers + "/xiandai")).Status);
        Assert.DoesNotContain((await app.Get(Acquirers))["items"]!.AsArray(), item => (string)item!["id"]! == "xiandai");
        Assert.Equal("""{"en":null,"zh":null}""", (await app.Take(Acquirers + "/xiandai", "{}"))["name"]!.ToJsonString());
    }

    [Fact]
    public async Task Acquirers_come_in_pages_in_order_of_their_ids()
    {
        var ids = new List<string>();
        var cursor = "";
        do
        {
            var page = await app.Get($"{Acquirers}?limit=3&cursor={cursor}");
            ids.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);

        Assert.True(ids.Count >= 9, string.Join(' ', ids));
        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
    }

    [Theory]
    [InlineData("""{"licensed":"yes"}""", "licensed", "licensed is wrong; allowed is true, false or \"unverified\".")]
    [InlineData("""{"timeZone":"Mars/Base"}""", "timeZone", "timeZone is wrong; allowed is a name of the IANA time zone database, such as Asia/Shanghai.")]
    [InlineData("""{"clearing":["a b"]}""", "clearing", "clearing is wrong; allowed is a list of at most 100 ids, [A-Za-z0-9._-]{1,32}.")]
    [InlineData("""{"name":{"en":"4111 1111 1111 1111"}}""", "name", "name is wrong; it looks like the number or the track of a card, which is not taken.")]
    [InlineData("""{"country":"CN"}""", null, "There is a member that an acquirer does not have; allowed are name, licensed, clearing, timeZone and codes.")]
    public async Task A_wrong_acquirer_is_refused(string json, string? field, string message)
    {
        var (status, problem, _) = await app.Put(Acquirers + "/wrong", json);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(message, (string)problem!["detail"]!);
        Assert.Equal(field, (string?)Assert.Single(problem["errors"]!.AsArray())!["field"]);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Send(HttpMethod.Get, Acquirers + "/wrong")).Status);
    }

    [Fact]
    public async Task A_terminal_is_put_read_taken_away_and_looked_back_at()
    {
        const string path = Terminals + "/one/T1";
        Assert.Equal(HttpStatusCode.NotFound, (await app.Send(HttpMethod.Get, path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Send(HttpMethod.Get, path + "/history")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Delete(path)).Status);
        var put = await app.Take(path, """{"merchant":"898310112345678","serial":"N5-0042","model":"新大陆 N5","lat":31.2304,"lon":121.4737}""");
        var version = (long)put["version"]!;
        Assert.Equal($$"""{"acquirer":"one","terminal":"T1","merchant":"898310112345678","serial":"N5-0042","model":"新大陆 N5","lat":31.2304,"lon":121.4737,"version":{{version}}}""", Plain(put));
        Assert.Equal(Plain(put), Plain(await app.Get(path)));
        put = await app.Take(path, "{}");
        Assert.Equal($$"""{"acquirer":"one","terminal":"T1","merchant":null,"serial":null,"model":null,"lat":null,"lon":null,"version":{{(long)put["version"]!}}}""", Plain(put));

        var tag = await app.TagOf(path);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await app.Put(path, """{"serial":"a"}""", ("If-Match", "\"none\""))).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await app.Put(path, """{"serial":"a"}""", ("If-None-Match", "*"))).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await app.Put(Terminals + "/one/T2", """{"serial":"a"}""", ("If-Match", "*"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.Put(Terminals + "/one/T2", """{"serial":"a"}""", ("If-None-Match", "*"))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await app.Delete(path, ("If-Match", tag))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Send(HttpMethod.Get, path)).Status);
        Assert.Equal([null, null, "N5-0042"], (await app.Get(path + "/history"))["items"]!.AsArray().Select(item => (string?)item!["entry"]?["serial"]));
    }

    [Fact]
    public async Task The_terminals_of_an_acquirer_come_in_pages()
    {
        foreach (var terminal in new[] { "T2", "T10", "t1", "T1" })
            await app.Take($"{Terminals}/pages/{terminal}", "{}");
        await app.Delete(Terminals + "/pages/T2");
        var first = await app.Get(Terminals + "/pages?limit=2");
        var second = await app.Get(Terminals + "/pages?limit=2&cursor=" + first["next"]);

        Assert.Equal(["T1", "T10"], first["items"]!.AsArray().Select(item => (string)item!["terminal"]!));
        Assert.Equal(["t1"], second["items"]!.AsArray().Select(item => (string)item!["terminal"]!));
        Assert.Null(second["next"]);
        Assert.Empty((await app.Get(Terminals + "/nobody"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"merchant":"a b"}""", "merchant")]
    [InlineData("""{"serial":"6222021234567894"}""", "serial")]
    [InlineData("""{"model":"6222021234567894=30125201"}""", "model")]
    [InlineData("""{"model":7}""", "model")]
    [InlineData("""{"lat":91,"lon":0}""", "lat")]
    [InlineData("""{"colour":"red"}""", null)]
    public async Task A_wrong_terminal_is_refused_and_nothing_of_it_is_repeated(string json, string? field)
    {
        var (status, problem, _) = await app.Put(Terminals + "/wrong/T1", json);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(field, (string?)problem!["errors"]![0]!["field"]);
        Assert.DoesNotContain("6222021", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Send(HttpMethod.Get, Terminals + "/wrong/T1")).Status);
    }

    [Theory]
    [InlineData(Acquirers + "/a%20b")]
    [InlineData(Acquirers + "/a%20b/history")]
    [InlineData(Terminals + "/a%20b")]
    [InlineData(Terminals + "/lakala/a%2Fb")]
    [InlineData(Terminals + "/lakala/T1234567890123456")]
    public async Task An_id_that_can_be_none_is_not_found(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await app.Send(HttpMethod.Get, path)).Status);

    [Fact]
    public async Task Bodies_are_small_json_and_only_from_admins()
    {
        const string path = Terminals + "/small/T1";
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await app.Put(path, "{}".PadRight(64 * 1024 + 1))).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await app.Send(HttpMethod.Put, path, ConfigurationApp.Text("{}", "text/csv"))).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await app.Send(HttpMethod.Put, Acquirers + "/small", ConfigurationApp.Text("{}", "text/json"))).Status);
        using var till = app.IngestClient();
        foreach (var target in new[] { path, Acquirers + "/small" })
        {
            using var put = await till.PutAsync(target, ConfigurationApp.Json("{}"));
            using var delete = await till.DeleteAsync(target);
            Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (put.StatusCode, delete.StatusCode));
        }
    }

    [Fact]
    public async Task Only_the_shard_of_a_terminal_has_its_entry_in_the_journal()
    {
        var version = (long)(await app.Take(Terminals + "/journal/T1", """{"merchant":"M1"}"""))["version"]!;
        var with = new List<int>();
        for (var shard = 0; shard < 4; shard++)
        {
            if ((await app.Journalled(shard)).Any(news => news.Changes.Any(change => change.Version == version)))
                with.Add(shard);
        }

        Assert.Equal([ConfigurationReach.Of(new ConfigurationChange(1, ConfigurationKind.Terminal, "journal/T1", "{}", "", default), 4)], with);
    }

    private static string Plain(System.Text.Json.Nodes.JsonNode json) => json.ToJsonString(Json.WireFormat.Options);
}
