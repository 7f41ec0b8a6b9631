using System.Net;
using System.Text.Json;
using PosMonitor.Hosting;

namespace PosMonitor.Overviews;

/// <summary>
/// Two acquirers on one issuer: <c>alpha</c> has merchants that fail and one that is well, of <c>beta</c> nothing fails. The whole fleet is looked at, so the
/// monitor is this class's own.
/// </summary>
public sealed class OverviewsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Statuses = ["failing", "slow", "silent", "offDuty", "active", "idle"];
    private static readonly string[] Counted = ["requested", "approved", "declined", "failed", "timedOut", "reversed", "expected", "onTime", "late", "overdue"];
    private RunningMonitor _monitor = null!;
    private HttpClient _alpha = null!, _beta = null!, _gamma = null!;

    public async Task InitializeAsync()
    {
        _monitor = await RunningMonitor.Start();
        _alpha = _monitor.ClientOf((await _monitor.MakeKey("viewer", "alpha")).Key);
        _beta = _monitor.ClientOf((await _monitor.MakeKey("viewer", "beta")).Key);
        _gamma = _monitor.ClientOf((await _monitor.MakeKey("viewer", "gamma")).Key);
    }

    public async Task DisposeAsync()
    {
        foreach (var client in new[] { _alpha, _beta, _gamma })
            client.Dispose();
        await _monitor.DisposeAsync();
    }

    [Fact]
    public async Task A_monitor_that_has_seen_nothing_shows_nothing()
    {
        Assert.Empty(Items(await _monitor.Get("/v1/fleet/map?by=merchant")));
        Assert.Equal("""{"acquirer":[],"merchant":[],"terminals":[],"failing":[],"slow":[],"silent":[],"offDuty":[],"active":[],"idle":[],"finished":[],"failures":[]}""",
            (await _monitor.Get("/v1/fleet/map?form=columns")).GetRawText());
        Assert.Equal("""{"merchants":[],"issuers":[]}""", (await _monitor.Get("/v1/fleet/worst")).GetRawText());
        Assert.Empty(Items(await _monitor.Get("/v1/fleet/history")));
        Assert.Empty(Items(await _monitor.Get("/v1/search?q=T1")));
        Assert.Empty(Items(await _monitor.Get("/v1/search?q=1234%201.00%2012:00")));
    }

    [Fact]
    public async Task The_map_groups_terminals_by_acquirer_and_by_merchant()
    {
        await Traffic();

        Assert.Equal(["alpha - 7 2", "beta - 4 0"], Groups(await _monitor.Get("/v1/fleet/map")));
        string[] merchants = ["alpha - 1 0", "alpha bad 2 2", "alpha good 2 0", "alpha rare 2 0", "beta good 4 0"];
        var map = await _monitor.Get("/v1/fleet/map?by=merchant");
        Assert.Equal(merchants, Groups(map));
        var bad = Items(map)[1];
        Assert.Equal((40, 40), (bad.GetProperty("finished").GetInt32(), bad.GetProperty("failures").GetInt32()));
        Assert.Equal(1, Items(map)[0].GetProperty("offDuty").GetInt32());
        foreach (var group in Items(map))
            Assert.Equal(group.GetProperty("terminals").GetInt32(), Statuses.Sum(status => group.GetProperty(status).GetInt32()));

        Assert.Equal(merchants[..4], Groups(await _monitor.Get("/v1/fleet/map?by=merchant&acquirer=alpha")));
        Assert.Equal(merchants[..4], Groups(await Get(_alpha, "/v1/fleet/map?by=merchant")));
        Assert.Empty(Groups(await Get(_alpha, "/v1/fleet/map?by=merchant&acquirer=beta")));
        Assert.Empty(Groups(await Get(_gamma, "/v1/fleet/map?by=merchant")));

        var columns = await _monitor.Get("/v1/fleet/map?by=merchant&form=columns");
        foreach (var column in columns.EnumerateObject())
            Assert.Equal(Items(map).Select(group => group.GetProperty(column.Name).ToString()), column.Value.EnumerateArray().Select(value => value.ToString()));
        Assert.Equal(11, columns.EnumerateObject().Count());
    }

    [Fact]
    public async Task The_worst_are_told_with_their_alerts_to_who_may_see_them()
    {
        await Traffic();
        var alerts = (await _monitor.Get("/v1/alerts?status=open&limit=1000")).GetProperty("items").EnumerateArray().ToDictionary(
            alert => $"{alert.GetProperty("rule").GetString()} {alert.GetProperty("subject").GetProperty("id").GetString()}", alert => alert.GetProperty("id").GetString());

        var worst = await _monitor.Get("/v1/fleet/worst");
        var merchant = Assert.Single(worst.GetProperty("merchants").EnumerateArray());
        Assert.Equal("alpha bad 40 40 1", $"{Text(merchant, "acquirer")} {Text(merchant, "merchant")} {merchant.GetProperty("finished")} {merchant.GetProperty("failures")} {merchant.GetProperty("share")}");
        Assert.Equal(alerts["merchant.failing alpha/bad"], Text(merchant, "alert"));
        Assert.Equal(JsonValueKind.Null, merchant.GetProperty("late").ValueKind);
        var issuer = Assert.Single(worst.GetProperty("issuers").EnumerateArray());
        Assert.Equal("bank 142 41 0.2887", $"{Text(issuer, "issuer")} {issuer.GetProperty("finished")} {issuer.GetProperty("failures")} {issuer.GetProperty("share")}");
        Assert.Equal(alerts["notification.degraded bank"], Text(issuer, "alert"));
        Assert.Equal(61, issuer.GetProperty("late").GetInt32());

        // Of beta's terminals no alert about the bank tells anything.
        var alpha = await Get(_alpha, "/v1/fleet/worst");
        Assert.Equal(merchant.GetRawText(), Assert.Single(alpha.GetProperty("merchants").EnumerateArray()).GetRawText());
        Assert.Equal((102, alerts["notification.degraded bank"]), (alpha.GetProperty("issuers")[0].GetProperty("finished").GetInt32(), Text(alpha.GetProperty("issuers")[0], "alert")));
        Assert.Equal("""{"merchants":[],"issuers":[]}""", (await Get(_beta, "/v1/fleet/worst")).GetRawText());
    }

    [Fact]
    public async Task The_history_counts_each_transaction_in_the_minute_of_its_request()
    {
        await Traffic();

        var minutes = Items(await _monitor.Get("/v1/fleet/history"));
        Assert.Equal(Enumerable.Range(0, 60).Select(minute => Start.AddMinutes(minute - 57)), minutes.Select(minute => minute.GetProperty("minute").GetDateTimeOffset()));
        var minute = minutes[57];
        Assert.Equal("142 101 0 41 0 0 101 40 0 61", string.Join(' ',
            Counted.Select(name => minute.GetProperty(name).ToString())));
        Assert.Equal((142, 1000.0), (minute.GetProperty("responseMs").GetProperty("count").GetInt32(), minute.GetProperty("responseMs").GetProperty("max").GetDouble()));
        Assert.Equal((40, 2000.0), (minute.GetProperty("notificationDelayMs").GetProperty("count").GetInt32(), minute.GetProperty("notificationDelayMs").GetProperty("max").GetDouble()));
        Assert.Equal(142, minutes.Sum(Requested));

        Assert.Equal(40, Items(await _monitor.Get("/v1/fleet/history?acquirer=beta")).Sum(Requested));
        Assert.Equal(142, Items(await _monitor.Get("/v1/fleet/history?issuer=bank")).Sum(Requested));
        Assert.Equal(0, Items(await _monitor.Get("/v1/fleet/history?issuer=no-such-bank")).Sum(Requested));
        Assert.Equal(102, Items(await Get(_alpha, "/v1/fleet/history")).Sum(Requested));
        Assert.Equal(0, Items(await Get(_alpha, "/v1/fleet/history?acquirer=beta")).Sum(Requested));
    }

    [Fact]
    public async Task The_delays_of_an_issuer_are_told_by_channel_with_what_it_promised()
    {
        await Traffic();
        using var sla = new StringContent("""{"notifySla":"00:00:20"}""", System.Text.Encoding.UTF8, "application/json");
        using var put = await _monitor.Client.PutAsync(new Uri("/v1/settings/issuer/bank", UriKind.Relative), sla);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);

        var delays = await _monitor.Get("/v1/issuers/bank/delays");
        Assert.Equal("00:00:20", Text(delays, "notifySla"));
        Assert.Equal(["sms", "app", "wechat", "email", "voice", "push", "other"], delays.GetProperty("channels").EnumerateArray().Select(channel => Text(channel, "channel")));
        var sms = delays.GetProperty("channels")[0];
        Assert.Equal("40 40 0 0", $"{sms.GetProperty("count")} {sms.GetProperty("onTime")} {sms.GetProperty("late")} {sms.GetProperty("failed")}");
        Assert.Equal(["2000 40"], sms.GetProperty("buckets").EnumerateArray().Where(bucket => bucket.GetProperty("count").GetInt64() > 0).Select(bucket => $"{bucket.GetProperty("le")} {bucket.GetProperty("count")}"));
        Assert.Equal(JsonValueKind.Null, sms.GetProperty("buckets").EnumerateArray().Last().GetProperty("le").ValueKind);

        Assert.Equal(0, (await Get(_alpha, "/v1/issuers/bank/delays")).GetProperty("channels")[0].GetProperty("count").GetInt32());
        using var nowhere = await _gamma.GetAsync(new Uri("/v1/issuers/bank/delays", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    [Theory]
    [InlineData("/v1/fleet/map?by=issuer", "acquirer, merchant")]
    [InlineData("/v1/fleet/map?form=rows", "items, columns")]
    [InlineData("/v1/fleet/map?acquirer=a/b", "acquirer")]
    [InlineData("/v1/fleet/worst?limit=0", "1 to 100")]
    [InlineData("/v1/fleet/worst?limit=101", "1 to 100")]
    [InlineData("/v1/fleet/history?issuer=a%20b", "issuer")]
    [InlineData("/v1/fleet/history?minutes=5", "acquirer, issuer")]
    [InlineData("/v1/search", "'q'")]
    [InlineData("/v1/search?q=%20", "'q'")]
    [InlineData("/v1/search?q=T1&timeZone=Nowhere/Land", "timeZone")]
    [InlineData("/v1/search?query=T1", "q, timeZone")]
    public async Task A_wrong_parameter_is_named_with_what_is_allowed(string path, string named)
    {
        using var answer = await _monitor.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(named, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    // 40 failures at alpha/bad, one at alpha/rare, which has no more; 61 payments at alpha/good of which nobody is told, and 40 at beta/good that are.
    private async Task Traffic()
    {
        List<string> lines = [];
        for (var number = 0; number < 40; number++)
        {
            lines.AddRange(Sale("alpha", "bad", $"B{number % 2}", $"b{number}", "91"));
            lines.AddRange(Sale("beta", "good", $"G{number % 4}", $"g{number}", "00"));
            lines.Add($$"""{"type":"notification","time":"{{Start.AddSeconds(5):O}}","acquirer":"beta","terminal":"G{{number % 4}}","txn":"g{{number}}","channel":"sms","amount":100}""");
        }
        for (var number = 0; number < 61; number++)
            lines.AddRange(Sale("alpha", "good", $"G{number % 2}", $"g{number}", "00"));
        lines.AddRange(Sale("alpha", "rare", "R1", "r1", "91"));
        lines.Add($$"""{"type":"heartbeat","time":"{{Start:O}}","acquirer":"alpha","terminal":"R2","merchant":"rare"}""");
        lines.Add($$"""{"type":"signout","time":"{{Start:O}}","acquirer":"alpha","terminal":"bare"}""");
        lines.AddRange(Enumerable.Range(1, 12).Select(slot => $$"""{"type":"watermark","time":"{{Start.AddSeconds(slot * 10):O}}"}"""));
        await _monitor.Post([.. lines]);
        await _monitor.Settled(Start.AddMinutes(2));
    }

    private static IEnumerable<string> Sale(string acquirer, string merchant, string terminal, string txn, string code) =>
    [
        $$"""{"type":"request","time":"{{Start.AddSeconds(2):O}}","acquirer":"{{acquirer}}","terminal":"{{terminal}}","merchant":"{{merchant}}","txn":"{{txn}}","amount":100,"issuer":"bank"}""",
        $$"""{"type":"response","time":"{{Start.AddSeconds(3):O}}","acquirer":"{{acquirer}}","terminal":"{{terminal}}","txn":"{{txn}}","code":"{{code}}"}""",
    ];

    private static List<JsonElement> Items(JsonElement answer) => [.. answer.GetProperty("items").EnumerateArray()];

    private static IEnumerable<string> Groups(JsonElement map) =>
        Items(map).Select(group => $"{Text(group, "acquirer")} {Text(group, "merchant") ?? "-"} {group.GetProperty("terminals")} {group.GetProperty("failing")}");

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static int Requested(JsonElement minute) => minute.GetProperty("requested").GetInt32();

    private static async Task<JsonElement> Get(HttpClient client, string path) => JsonDocument.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;
}
