using System.Net;
using System.Text;
using System.Text.Json;
using PosMonitor.Hosting;

namespace PosMonitor.Access;

/// <summary>
/// One issuer fails on the terminals of two acquirers, and not on those of a third: everybody is told of their own, and of nothing else.
/// </summary>
public sealed class CutTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private RunningMonitor _monitor = null!;
    private HttpClient _alpha = null!, _beta = null!, _gamma = null!, _both = null!;

    public async Task InitializeAsync()
    {
        _monitor = await RunningMonitor.Start();
        _alpha = _monitor.ClientOf((await _monitor.MakeKey("admin", "alpha")).Key);
        _beta = _monitor.ClientOf((await _monitor.MakeKey("operator", "beta")).Key);
        _gamma = _monitor.ClientOf((await _monitor.MakeKey("viewer", "gamma")).Key);
        _both = _monitor.ClientOf((await _monitor.MakeKey("viewer", "alpha", "beta", "gamma")).Key);
        await _monitor.Post([.. Failing("alpha", 4), .. Failing("beta", 3), .. Sale("gamma", "G1", "G1-1", "00", 5), Watermark(60), Watermark(120)]);
        await _monitor.Settled(Start.AddSeconds(120));
    }

    public async Task DisposeAsync()
    {
        foreach (var client in new[] { _alpha, _beta, _gamma, _both })
            client.Dispose();
        await _monitor.DisposeAsync();
    }

    [Fact]
    public async Task The_fleet_is_the_sum_of_the_readers_acquirers()
    {
        var (whole, alpha, both) = (await _monitor.Get("/v1/fleet"), await Get(_alpha, "/v1/fleet"), await Get(_both, "/v1/fleet"));

        Assert.Equal(57, Requested(whole));
        Assert.Equal(32, Requested(alpha));
        Assert.Equal(4, alpha.GetProperty("terminals").GetInt32());
        Assert.Equal(whole.GetProperty("total").GetRawText(), both.GetProperty("total").GetRawText());
        Assert.Equal(whole.GetProperty("clock").GetRawText(), alpha.GetProperty("clock").GetRawText());
        Assert.Equal(JsonValueKind.Null, alpha.GetProperty("afterClose").ValueKind);
        Assert.Equal(JsonValueKind.Null, alpha.GetProperty("ingest").GetProperty("events").ValueKind);
        Assert.Equal(JsonValueKind.Null, alpha.GetProperty("ingest").GetProperty("eventsPerSecond").ValueKind);
        Assert.Equal(JsonValueKind.Number, whole.GetProperty("ingest").GetProperty("events").ValueKind);
    }

    [Fact]
    public async Task The_stream_of_the_fleet_is_cut_for_each_reader()
    {
        Assert.Equal(32, Requested(await FirstOf(_alpha, "/v1/fleet/stream", "fleet")));
        Assert.Equal(24, Requested(await FirstOf(_beta, "/v1/fleet/stream", "fleet")));
        Assert.Equal(57, Requested(await FirstOf(_monitor.Client, "/v1/fleet/stream", "fleet")));
    }

    [Fact]
    public async Task Acquirers_and_issuers_are_the_readers_and_so_are_their_pages()
    {
        Assert.Equal(["alpha"], await Ids(_alpha, "/v1/acquirers"));
        Assert.Equal(["alpha", "beta", "gamma"], await Ids(_both, "/v1/acquirers"));
        Assert.Equal("alpha", (await Get(_alpha, "/v1/acquirers?limit=1")).GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, (await Get(_alpha, "/v1/acquirers?limit=1")).GetProperty("next").ValueKind);

        Assert.Equal(["bank"], await Ids(_alpha, "/v1/issuers"));
        Assert.Equal(["gamma-bank"], await Ids(_gamma, "/v1/issuers"));
        Assert.Equal(32, Requested(await Get(_alpha, "/v1/issuers/bank")));
        Assert.Equal(24, Requested(await Get(_beta, "/v1/issuers/bank")));
        Assert.Equal(56, Requested(await _monitor.Get("/v1/issuers/bank")));
        Assert.Equal(56, Requested(await Get(_both, "/v1/issuers/bank")));
        Assert.Empty(await Ids(_alpha, "/v1/registry/acquirers"));
    }

    [Theory]
    [InlineData("/v1/acquirers/{0}")]
    [InlineData("/v1/acquirers/{0}/merchants")]
    [InlineData("/v1/acquirers/{0}/merchants/M1")]
    [InlineData("/v1/acquirers/{0}/terminals")]
    [InlineData("/v1/acquirers/{0}/terminals/T0")]
    [InlineData("/v1/acquirers/{0}/terminals/T0/transactions")]
    [InlineData("/v1/acquirers/{0}/terminals/T0/transactions/T0-0")]
    [InlineData("/v1/explain?acquirer={0}&terminal=T0&txn=T0-0")]
    [InlineData("/v1/settings/acquirer/{0}")]
    [InlineData("/v1/settings/merchant/{0}/M1")]
    [InlineData("/v1/settings/terminal/{0}/T0/history")]
    [InlineData("/v1/registry/acquirers/{0}")]
    [InlineData("/v1/registry/terminals/{0}")]
    [InlineData("/v1/registry/terminals/{0}/T0")]
    public async Task What_is_not_the_readers_is_answered_as_what_is_nowhere(string path)
    {
        var theirs = await Answer(_alpha, string.Format(null, path, "beta"));
        var nowhere = await Answer(_alpha, string.Format(null, path, "no-such-acquirer"));

        Assert.Equal(HttpStatusCode.NotFound, theirs.Status);
        Assert.Equal(nowhere, theirs);
    }

    [Fact]
    public async Task An_issuer_without_the_readers_traffic_is_nowhere() =>
        Assert.Equal(await Answer(_gamma, "/v1/issuers/no-such-bank"), await Answer(_gamma, "/v1/issuers/bank"));

    [Fact]
    public async Task An_alert_about_an_issuer_is_told_to_each_in_the_figures_of_their_own_terminals()
    {
        var whole = await Degraded(_monitor.Client);
        Assert.Equal(56, whole.GetProperty("evidence").GetProperty("failures").GetInt32());
        Assert.Equal(["alpha", "beta"], whole.GetProperty("evidence").GetProperty("byAcquirer").EnumerateObject().Select(part => part.Name));
        Assert.Contains("on 7 terminals", whole.GetProperty("title").GetProperty("en").GetString(), StringComparison.Ordinal);

        var alpha = await Degraded(_alpha);
        var evidence = alpha.GetProperty("evidence");
        Assert.Equal(whole.GetProperty("id").GetString(), alpha.GetProperty("id").GetString());
        Assert.Equal(whole.GetProperty("seq").GetInt64(), alpha.GetProperty("seq").GetInt64());
        Assert.Equal((32, 32, 4), (evidence.GetProperty("finished").GetInt32(), evidence.GetProperty("failures").GetInt32(), evidence.GetProperty("failingTerminals").GetInt32()));
        Assert.Equal("""{"91":32}""", evidence.GetProperty("byCode").GetRawText());
        Assert.Equal("""{"bank":32}""", evidence.GetProperty("byIssuer").GetRawText());
        Assert.Equal(4, evidence.GetProperty("explains").GetProperty("byRule").GetProperty("terminal.failing").GetInt32());
        Assert.Equal("Issuer bank is degraded: 32 of 32 payments failed within 60 seconds, on 4 terminals", alpha.GetProperty("title").GetProperty("en").GetString());
        Assert.DoesNotContain("beta", alpha.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(whole.GetProperty("evidence").GetProperty("explains").GetProperty("alerts").GetInt32(),
            evidence.GetProperty("explains").GetProperty("alerts").GetInt32() + (await Degraded(_beta)).GetProperty("evidence").GetProperty("explains").GetProperty("alerts").GetInt32());

        var id = whole.GetProperty("id").GetString();
        Assert.Equal(await Answer(_gamma, "/v1/alerts/no-such-alert"), await Answer(_gamma, $"/v1/alerts/{id}"));
        Assert.Empty(await Ids(_gamma, "/v1/alerts?rule=issuer.degraded"));
    }

    [Fact]
    public async Task What_the_reader_may_see_of_has_a_parent_that_the_reader_may_see()
    {
        var parent = (await Degraded(_alpha)).GetProperty("id").GetString();
        var explained = await Ids(_alpha, $"/v1/alerts?parent={parent}&limit=1000");
        Assert.NotEmpty(explained);
        var whole = (await _monitor.Get($"/v1/alerts?parent={parent}&limit=1000")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(whole.Where(alert => alert.GetProperty("acquirer").GetString() == "alpha").Select(alert => alert.GetProperty("id").GetString()!), explained);
        Assert.Contains(whole, alert => alert.GetProperty("acquirer").GetString() == "beta");
    }

    [Fact]
    public async Task Lists_of_alerts_are_cut_before_they_are_paged()
    {
        var expected = (await _monitor.Get("/v1/alerts?limit=1000")).GetProperty("items").EnumerateArray()
            .Where(alert => alert.GetProperty("acquirer").GetString() is "beta" || alert.GetProperty("rule").GetString() == "issuer.degraded")
            .Select(alert => alert.GetProperty("id").GetString()!).ToList();
        var found = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await Get(_beta, $"/v1/alerts?limit=2{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}");
            var ids = page.GetProperty("items").EnumerateArray().Select(alert => alert.GetProperty("id").GetString()!).ToList();
            cursor = page.GetProperty("next").GetString();
            Assert.True(ids.Count == 2 || cursor is null);
            found.AddRange(ids);
        }
        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task The_stream_of_alerts_is_cut_and_resumes_over_what_is_others()
    {
        var last = (await _monitor.Get("/v1/alerts?limit=1000")).GetProperty("items").EnumerateArray().Last(alert => alert.GetProperty("acquirer").GetString() == "beta");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = new List<JsonElement>();
        await foreach (var alert in Stream(_beta, "/v1/alerts/stream?after=0", "alert", patience.Token))
        {
            seen.Add(alert);
            if (alert.GetProperty("seq").GetInt64() >= last.GetProperty("seq").GetInt64())
                break;
        }
        Assert.All(seen, alert => Assert.True(alert.GetProperty("acquirer").GetString() is "beta" or null));
        Assert.All(seen, alert => Assert.DoesNotContain("alpha", alert.GetRawText(), StringComparison.Ordinal));
        Assert.Contains(seen, alert => alert.GetProperty("rule").GetString() == "issuer.degraded");
    }

    [Fact]
    public async Task An_alert_of_several_acquirers_is_taken_care_of_by_who_sees_all_of_it_and_names_are_theirs()
    {
        var id = (await Degraded(_beta)).GetProperty("id").GetString();
        using var refused = await Send(_beta, $"/v1/alerts/{id}/acknowledge", "{}");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var taken = await Send(_monitor.Client, $"/v1/alerts/{id}/acknowledge", """{"comment":"alpha called"}""");
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        using var commented = await Send(_monitor.Client, $"/v1/alerts/{id}/comments", """{"text":"alpha again"}""");
        Assert.Equal(HttpStatusCode.OK, commented.StatusCode);

        var alert = await Get(_beta, $"/v1/alerts/{id}");
        Assert.Equal("acknowledged", alert.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, alert.GetProperty("acknowledgedBy").ValueKind);
        Assert.DoesNotContain("alpha", alert.GetRawText(), StringComparison.Ordinal);
        var acknowledged = alert.GetProperty("history").EnumerateArray().Single(entry => entry.GetProperty("what").GetString() == "acknowledged");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (acknowledged.GetProperty("by").ValueKind, acknowledged.GetProperty("text").ValueKind));
    }

    [Fact]
    public async Task Another_acquirers_event_and_a_watermark_cost_only_their_lines()
    {
        var before = (await _monitor.Get("/v1/fleet")).GetProperty("clock").GetRawText();
        string[] lines =
        [
            """{"type":"heartbeat","time":"2026-01-31T12:20:00Z","acquirer":"alpha","terminal":"T0"}""",
            """{"type":"heartbeat","time":"2026-01-31T12:20:00Z","acquirer":"beta","terminal":"T77"}""",
            """{"type":"heartbeat","time":"2026-01-31T12:20:00Z","acquirer":"beta","terminal":"T77","cvv":"123"}""",
            """{"type":"watermark","time":"2026-01-31T13:00:00Z"}""",
            """{"type":"settlement","time":"2026-01-31T12:20:00Z","acquirer":"beta","merchant":"M1","amount":1,"payer":"beta"}""",
        ];
        using var body = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        using var answer = await _alpha.PostAsync(new Uri("/v1/events", UriKind.Relative), body);
        var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal((1, 4), (told.GetProperty("accepted").GetInt32(), told.GetProperty("rejected").GetInt32()));
        Assert.Equal(["2 forbidden-acquirer", "3 card-data", "4 forbidden-acquirer", "5 forbidden-acquirer"],
            told.GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("line").GetInt32()} {error.GetProperty("code").GetString()}"));
        Assert.Equal(before, (await _monitor.Get("/v1/fleet")).GetProperty("clock").GetRawText());
        Assert.Equal(HttpStatusCode.NotFound, (await Answer(_monitor.Client, "/v1/acquirers/beta/terminals/T77")).Status);
    }

    [Fact]
    public async Task What_a_cardholder_remembers_is_looked_for_among_the_readers_transactions()
    {
        const string path = "/v1/explain?card=1234&amount=100&time=2026-01-31T12:00Z";
        Assert.Equal(20, (await _monitor.Get(path)).GetProperty("items").GetArrayLength());
        Assert.All((await Get(_beta, path)).GetProperty("items").EnumerateArray(), item => Assert.Equal("beta", item.GetProperty("transaction").GetProperty("acquirer").GetString()));
        Assert.Equal(20, (await Get(_beta, path)).GetProperty("items").GetArrayLength());
        Assert.Empty((await Get(_alpha, path + "&acquirer=beta")).GetProperty("items").EnumerateArray());
        var one = await Get(_beta, "/v1/explain?acquirer=beta&terminal=T0&txn=T0-0");
        Assert.DoesNotContain("alpha", one.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_another_acquirers_terminals_are_refused_one_by_one()
    {
        using var body = new StringContent("acquirer,terminal,merchant\nalpha,T0,M1\nbeta,T0,M1\n", Encoding.UTF8, "text/csv");
        using var answer = await _alpha.PostAsync(new Uri("/v1/registry/terminals", UriKind.Relative), body);
        var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal((1, 1), (told.GetProperty("accepted").GetInt32(), told.GetProperty("rejected").GetInt32()));
        Assert.Equal(["alpha/T0"], (await _monitor.Get("/v1/registry/terminals/alpha")).GetProperty("items").EnumerateArray().Select(entry => $"alpha/{entry.GetProperty("terminal").GetString()}"));
        Assert.Empty((await _monitor.Get("/v1/registry/terminals/beta")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Settings_of_all_are_read_without_who_made_them()
    {
        using var content = new StringContent("""{"failingRun":4}""", Encoding.UTF8, "application/json");
        using var put = await _monitor.Client.PutAsync(new Uri("/v1/settings/fleet", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);

        var fleet = await Get(_alpha, "/v1/settings/fleet");
        Assert.Equal(4, fleet.GetProperty("failingRun").GetInt32());
        Assert.Equal(JsonValueKind.Null, fleet.GetProperty("changedBy").ValueKind);
        Assert.Equal("admin", (await _monitor.Get("/v1/settings/fleet")).GetProperty("changedBy").GetString());
        Assert.Equal("fleet", (await Get(_alpha, "/v1/settings/acquirer/alpha")).GetProperty("sources").GetProperty("failingRun").GetString());
    }

    [Fact]
    public async Task A_stream_ends_with_its_key()
    {
        var (id, key) = await _monitor.MakeKey("viewer", "alpha");
        using var client = _monitor.ClientOf(key);
        using var answer = await client.GetAsync(new Uri("/v1/alerts/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        using var revoked = await _monitor.Client.DeleteAsync(new Uri($"/v1/keys/{id}", UriKind.Relative));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, patience.Token) > 0)
        {
        }
    }

    private static IEnumerable<string> Failing(string acquirer, int terminals) =>
        Enumerable.Range(0, terminals).SelectMany(terminal => Enumerable.Range(0, 8).SelectMany(n => Sale(acquirer, $"T{terminal}", $"T{terminal}-{n}", "91", 5 + n)));

    private static IEnumerable<string> Sale(string acquirer, string terminal, string txn, string code, int second)
    {
        var issuer = acquirer == "gamma" ? "gamma-bank" : "bank";
        yield return $$"""{"type":"request","time":"{{Start.AddSeconds(second):O}}","acquirer":"{{acquirer}}","terminal":"{{terminal}}","merchant":"M1","txn":"{{txn}}","amount":100,"issuer":"{{issuer}}","card":"622202*1234"}""";
        yield return $$"""{"type":"response","time":"{{Start.AddSeconds(second + 1):O}}","acquirer":"{{acquirer}}","terminal":"{{terminal}}","txn":"{{txn}}","code":"{{code}}"}""";
    }

    private static string Watermark(int second) => $$"""{"type":"watermark","time":"{{Start.AddSeconds(second):O}}"}""";

    private static int Requested(JsonElement subject) => subject.GetProperty("total").GetProperty("transactions").GetProperty("requested").GetInt32();

    private static async Task<JsonElement> Degraded(HttpClient client) =>
        Assert.Single((await Get(client, "/v1/alerts?rule=issuer.degraded")).GetProperty("items").EnumerateArray());

    private static async Task<IEnumerable<string>> Ids(HttpClient client, string path) =>
        (await Get(client, path)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!);

    private static async Task<JsonElement> Get(HttpClient client, string path)
    {
        var (status, body) = await Answer(client, path);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    private static async Task<(HttpStatusCode Status, string Body)> Answer(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static Task<HttpResponseMessage> Send(HttpClient client, string path, string body) =>
        client.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));

    private static async Task<JsonElement> FirstOf(HttpClient client, string path, string name)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var item in Stream(client, path, name, patience.Token))
            return item;
        throw new InvalidOperationException($"{path} ended.");
    }

    private static async IAsyncEnumerable<JsonElement> Stream(
        HttpClient client, string path, string name, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var stream = await client.GetStreamAsync(new Uri(path, UriKind.Relative), cancellation);
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(stream).EnumerateAsync(cancellation))
            if (item.EventType == name)
                yield return JsonDocument.Parse(item.Data).RootElement;
    }
}
