using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.EndToEnd.Traffic;

namespace PosMonitor.EndToEnd.CardData;

/// <summary>
/// Thousands of card numbers of every range and length, tracks, PIN blocks and CVVs are planted wherever somebody can send something. Nothing of them is on disk,
/// in what the process writes, or in any answer. Ids of acquirers, terminals, merchants, issuers and payers are no card numbers, whatever digits they have.
/// </summary>
public sealed class PlantingTests
{
    private const string Terminal = "/v1/acquirers/a/terminals/t";

    private static readonly string[] SensitiveNames =
    [
        "track1", "track2", "track3", "track2Equivalent", "Track_2", "pin", "pinBlock", "PIN-BLOCK", "cvv", "cvv2", "cvc", "cvc2", "cav2", "cid", "de35", "DE36", "de45", "de-52",
    ];

    private static readonly string[] Fields =
    [
        "type", "time", "acquirer", "terminal", "merchant", "txn", "kind", "currency", "issuer", "card", "code", "channel", "recipient", "status", "payer", "note", "amount",
    ];

    private static readonly string[] FieldsWithoutIds = ["type", "time", "kind", "currency", "channel", "recipient", "status", "code", "note", "lat"];

    private readonly PlantedCards _cards = new(Seeds.Or(20261126));
    private readonly List<byte[]> _answers = [];
    private readonly List<string> _asked = [];

    [Fact]
    public async Task Nothing_that_was_planted_is_anywhere()
    {
        using var directory = new DataDirectory();
        string output;
        await using (var monitor = await MonitorProcess.Start(
            directory.Path, "PosMonitor:Clock=stream", "Logging:LogLevel:Default=Debug", "Logging:LogLevel:Microsoft.AspNetCore=Trace", "Logging:Console:LogLevel:Default=Debug"))
        {
            using var http = Client(monitor);
            await PlantInEvents(http);
            await PlantInKeys(http, monitor.Client);
            await PlantInConfiguration(http);
            await PlantInComments(http);
            await PlantInAddresses(http);
            await PlantInHeaders(http);
            await ReadEverything(http);
            Assert.Null(new CardScanner(_cards).FindInFiles(directory.Path));
            Assert.Equal(0, await monitor.Terminate());
            output = monitor.Output;
        }
        var scanner = new CardScanner(_cards);
        Assert.InRange(_cards.Numbers.Count, 2_000, int.MaxValue);
        Assert.Null(scanner.FindInFiles(directory.Path));
        Assert.Null(scanner.Find(output));
        for (var at = 0; at < _answers.Count; at++)
            Assert.True(scanner.Find(_answers[at]) is null, $"{_asked[at]} is answered with {scanner.Find(_answers[at])}.");
    }

    [Fact]
    public async Task A_start_that_is_refused_repeats_nothing_that_was_planted()
    {
        using var directory = new DataDirectory();
        var settings = new[] { $"PosMonitor:Grace={_cards.Number()}", $"PosMonitor:Detection:NotifySla={_cards.Grouped(' ')}", $"PosMonitor:Limits:{_cards.Number()}=1" };
        await using var monitor = MonitorProcess.Launch(directory.Path, MonitorProcess.FreePort(), settings);

        Assert.Equal(1, await monitor.Exit());
        await Eventually.Is("what is wrong", TimeSpan.FromSeconds(10), () => Task.FromResult(monitor.Output.Contains("PosMonitor:Grace is", StringComparison.Ordinal)));
        Assert.Null(new CardScanner(_cards).Find(monitor.Output));
    }

    private async Task PlantInEvents(HttpClient http)
    {
        var lines = new List<string>();
        for (var number = 0; number < PlantedCards.Kinds * 6; number++)
            lines.Add(Request($"card-{number}", ("card", number % 3 == 0 ? _cards.Grouped(' ') : number % 3 == 1 ? _cards.Grouped('-') : _cards.Number())));
        await Events(http, lines, accepted: lines.Count);

        lines.Clear();
        foreach (var field in FieldsWithoutIds)
            lines.Add(Request("x", (field, _cards.Number())));
        foreach (var field in Fields)
        {
            lines.Add(Request("x", (field, new { number = _cards.Number() })));
            lines.Add(Request("x", (field, long.Parse(_cards.Number()[..14], CultureInfo.InvariantCulture))));
            lines.Add(Request("x", (field, _cards.Track1())));
            lines.Add(Request("x", (field, _cards.Track2())));
            lines.Add(Request("x", (field, _cards.De35())));
            lines.Add(Request("x", (field, new[] { new { deep = _cards.Track2() } })));
        }
        foreach (var name in SensitiveNames)
        {
            lines.Add(Request("x", (name, _cards.Cvv())));
            lines.Add(Request("x", ("more", new object[] { new Dictionary<string, string> { [name] = _cards.PinBlock() } })));
        }
        lines.Add(Request("x", (_cards.Number(), "a name")));
        lines.Add(Request("x", (_cards.Track2(), "a name")));
        lines.Add(Request("x", ("card", _cards.Number()))[..^1]);
        lines.Add($"{_cards.Number()} is no JSON");
        lines.Add(Request("x", ("note", _cards.Number() + new string('x', 17 * 1024))));
        await Events(http, lines, accepted: null);
        foreach (var type in new[] { "application/json", "application/cloudevents+json", "application/cloudevents-batch+json", "text/plain" })
            await Send(http, HttpMethod.Post, "/v1/events", $"[{string.Join(',', lines.Where(line => line.EndsWith('}')).Take(50))}]", type);
    }

    /// <summary>A sender that takes the card's number for the key of the transaction: all its events meet, and whoever asks by the number is told.</summary>
    private async Task PlantInKeys(HttpClient http, MonitorClient client)
    {
        var numbers = Enumerable.Range(0, PlantedCards.Kinds * 5).Select(at => at % 4 == 3 ? $"pos:{_cards.Grouped('-')}:{at}" : _cards.Number()).ToList();
        var lines = new List<string>();
        foreach (var number in numbers)
        {
            lines.Add(Request(number, ("issuer", "icbc")));
            lines.Add(Line(("type", "response"), ("time", "2026-03-02T12:00:01Z"), ("acquirer", "a"), ("terminal", "t"), ("txn", number), ("code", "00")));
        }
        await Events(http, lines, accepted: lines.Count);
        await Events(http, ["""{"type":"watermark","time":"2026-03-02T13:00:00Z"}"""], accepted: 1);
        await client.Settled(new DateTimeOffset(2026, 3, 2, 13, 0, 0, TimeSpan.Zero));

        foreach (var number in numbers.Where((_, at) => at % 10 == 0))
        {
            var transaction = await Json(http, $"{Terminal}/transactions/{Uri.EscapeDataString(number)}");
            Assert.Equal("approved", transaction.GetProperty("outcome").GetString());
            var known = transaction.GetProperty("txn").GetString()!;
            Assert.StartsWith("h:", known, StringComparison.Ordinal);
            Assert.Equal(known, (await Json(http, $"{Terminal}/transactions/{known}")).GetProperty("txn").GetString());
            var told = await Json(http, $"/v1/explain?acquirer=a&terminal=t&txn={Uri.EscapeDataString(number)}");
            Assert.Equal(known, told.GetProperty("transaction").GetProperty("txn").GetString());
        }
        var alerts = await Json(http, "/v1/alerts?rule=notification.overdue&limit=1000");
        Assert.InRange(alerts.GetProperty("items").GetArrayLength(), 100, 1000);
    }

    private async Task PlantInConfiguration(HttpClient http)
    {
        foreach (var scope in new[] { "fleet", "acquirer/a", "merchant/a/m", "issuer/icbc", "terminal/a/t" })
        {
            foreach (var body in new[]
            {
                $$"""{"notifySla":"{{_cards.Number()}}"}""", $$"""{"{{_cards.Number()}}":1}""", $$"""{"notifySla":"{{_cards.Track2()}}"}""", $$"""{"pin":"{{_cards.PinBlock()}}"}""",
                $$$"""{"cvv":"{{{_cards.Cvv()}}}","notifySla":"00:00:30"}""", _cards.Number(), $$$"""{"notifyFloor":{{{_cards.Number()}}}}""", $$$"""{"deep":{"track1":"{{{_cards.Track1()}}}"}}""",
            })
            {
                Assert.Equal(HttpStatusCode.BadRequest, await Send(http, HttpMethod.Put, $"/v1/settings/{scope}", body));
            }
        }
        foreach (var body in new[]
        {
            $$$"""{"name":{"en":"Bank {{{_cards.Grouped(' ')}}}"}}""", $$$"""{"name":{"zh":"{{{_cards.Track1()}}}"}}""", $$$"""{"timeZone":"{{{_cards.Number()}}}"}""", $$$"""{"codes":{"{{{_cards.Number()}}}":{} } }""",
            $$$"""{"clearing":["{{{_cards.De35()}}}"]}""", $$$"""{"name":{"en":"x"},"cvv2":"{{{_cards.Cvv()}}}"}""",
        })
        {
            Assert.Equal(HttpStatusCode.BadRequest, await Send(http, HttpMethod.Put, "/v1/registry/acquirers/a", body));
        }
        var rows = new StringBuilder();
        var table = new StringBuilder("acquirer,terminal,merchant,serial,model,lat,lon\n");
        for (var at = 0; at < 40; at++)
        {
            var value = (at % 5) switch { 0 => _cards.Number(), 1 => _cards.Grouped('-'), 2 => _cards.Track2(), 3 => _cards.De35(), _ => $"SN {_cards.Grouped(' ')}" };
            var body = at % 2 == 0 ? $$"""{"serial":"{{value}}"}""" : $$"""{"model":"{{value}}"}""";
            Assert.Equal(HttpStatusCode.BadRequest, await Send(http, HttpMethod.Put, "/v1/registry/terminals/a/t", body));
            rows.Append(CultureInfo.InvariantCulture, $$"""{"acquirer":"a","terminal":"t{{at}}","serial":"{{_cards.Grouped('-')}}"}""").Append('\n');
            rows.Append(CultureInfo.InvariantCulture, $$"""{"acquirer":"a","terminal":"t{{at}}","pinBlock":"{{_cards.PinBlock()}}"}""").Append('\n');
            rows.Append(CultureInfo.InvariantCulture, $$"""{"acquirer":"a","terminal":"t{{at}}","lat":{{_cards.Number()}},"lon":1}""").Append('\n');
            table.Append(CultureInfo.InvariantCulture, $"a,t{at},m,{_cards.Number()},{_cards.Track2()},{_cards.Number()},{_cards.Cvv()}\n");
            table.Append(CultureInfo.InvariantCulture, $"a,t{at},{_cards.De35()},s,\"{_cards.Number()},,\n");
        }
        await Send(http, HttpMethod.Post, "/v1/registry/terminals", rows.ToString(), "application/x-ndjson");
        await Send(http, HttpMethod.Post, "/v1/registry/terminals", table.ToString(), "text/csv");
        await Send(http, HttpMethod.Post, "/v1/registry/terminals", $"acquirer,terminal,{_cards.Number()}\n", "text/csv");
    }

    private async Task PlantInComments(HttpClient http)
    {
        var alert = (await Json(http, "/v1/alerts?status=open&limit=1")).GetProperty("items")[0].GetProperty("id").GetString();
        for (var number = 0; number < PlantedCards.Kinds / 4; number++)
        {
            var text = (number % 2) switch { 0 => $"The card {_cards.Number()} was charged twice", _ => $"卡号 {_cards.Grouped(' ')}，请核对" };
            Assert.Equal(HttpStatusCode.OK, await Send(http, HttpMethod.Post, $"/v1/alerts/{alert}/comments", JsonSerializer.Serialize(new { text })));
        }
        Assert.Contains("卡号 ", Encoding.UTF8.GetString(_answers[^1]), StringComparison.Ordinal);
        foreach (var body in new object[] { new { text = _cards.Track2() }, new { text = "x", cvv = _cards.Cvv() }, new { text = _cards.Track1() } })
            Assert.Equal(HttpStatusCode.BadRequest, await Send(http, HttpMethod.Post, $"/v1/alerts/{alert}/comments", JsonSerializer.Serialize(body)));
        foreach (var action in new[] { "acknowledge", "resolve" })
            await Send(http, HttpMethod.Post, $"/v1/alerts/{alert}/{action}", JsonSerializer.Serialize(new { comment = $"said: {_cards.Number()}" }));
    }

    private async Task PlantInAddresses(HttpClient http)
    {
        string[] lists =
        [
            "/v1/fleet", "/v1/acquirers", "/v1/issuers", "/v1/alerts", $"{Terminal}/transactions", "/v1/acquirers/a/terminals", "/v1/explain", "/v1/registry/acquirers", "/v1/search", "/",
            "/alerts", "/explain", "/registry", "/settings", "/acquirers/a", "/docs", "/cluster", "/metrics",
        ];
        string[] names = ["limit", "cursor", "from", "after", "status", "rule", "severity", "delivered", "card", "amount", "time", "txn", "key", "x"];
        foreach (var path in lists)
        {
            foreach (var name in names)
                await Send(http, HttpMethod.Get, $"{path}?{name}={_cards.Number()}");
            await Send(http, HttpMethod.Get, $"{path}?{_cards.Number()}=1&track2={Uri.EscapeDataString(_cards.Track2())}");
            await Send(http, HttpMethod.Get, $"{path}?x={Uri.EscapeDataString(_cards.Grouped(' '))}");
        }
        await Send(http, HttpMethod.Get, $"/v1/explain?card={_cards.Number()}&amount=100&time=2026-03-02T12:00Z");
        await Send(http, HttpMethod.Get, $"/v1/explain?acquirer=a&terminal=t&txn={Uri.EscapeDataString(_cards.Track2())}");
        foreach (var path in new[]
        {
            "/", "/v1/", "/v1/alerts/", "/docs/", "/cluster/", "/openapi/", "/health/", "/v1/settings/", "/v1/keys/", "/v1/acquirers/a/terminals/t/transactions/",
            "/alerts/", "/acquirers/", "/issuers/", "/acquirers/a/terminals/t/transactions/",
        })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete, HttpMethod.Options })
            {
                await Send(http, method, path + _cards.Number());
                await Send(http, method, path + Uri.EscapeDataString(_cards.Track1()));
            }
        }
        await Send(http, HttpMethod.Get, $"/openapi/{_cards.Number()}.json");
        await Send(http, new HttpMethod("X" + _cards.Number()), "/v1/fleet");
    }

    private async Task PlantInHeaders(HttpClient http)
    {
        foreach (var name in new[]
        {
            "X-Card", "User-Agent", "Referer", "Cookie", "If-Match", "If-None-Match", "Last-Event-ID", "Authorization", "Accept", "Accept-Encoding", "Accept-Language", "traceparent", "Origin",
            "X-Forwarded-For", "Host", "Range", "Expect-CT",
        })
        {
            foreach (var path in new[] { "/v1/fleet", "/v1/alerts/stream?after=no", "/no-such-path" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.TryAddWithoutValidation(name, _cards.Number());
                await Take(http, request);
            }
        }
        using var typed = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = new StringContent("{}") };
        typed.Content.Headers.ContentType = null;
        typed.Content.Headers.TryAddWithoutValidation("Content-Type", $"application/{_cards.Number()}");
        typed.Content.Headers.TryAddWithoutValidation("Content-Encoding", _cards.Number());
        await Take(http, typed);
    }

    private async Task ReadEverything(HttpClient http)
    {
        foreach (var path in new[]
        {
            "/v1/fleet", "/v1/acquirers", "/v1/acquirers/a/merchants", "/v1/acquirers/a/terminals", "/v1/issuers", "/v1/registry/acquirers", "/v1/registry/terminals/a", "/v1/settings/fleet",
            "/v1/settings/fleet/history", "/v1/alerts?limit=1000", "/metrics", "/cluster/DashboardCounters", "/cluster/", "/docs/", "/openapi/v1.json", "/",
        })
        {
            await Send(http, HttpMethod.Get, path);
        }
        var alert = (await Json(http, "/v1/alerts?limit=1")).GetProperty("items")[0].GetProperty("id").GetString();
        await Send(http, HttpMethod.Get, $"/v1/alerts/{alert}");
        for (var path = $"{Terminal}/transactions?limit=1000"; ;)
        {
            if ((await Json(http, path)).GetProperty("next").GetString() is not { } next)
                return;
            path = $"{Terminal}/transactions?limit=1000&cursor={next}";
        }
    }

    private async Task Events(HttpClient http, IReadOnlyCollection<string> lines, int? accepted)
    {
        Assert.Equal(HttpStatusCode.Accepted, await Send(http, HttpMethod.Post, "/v1/events", string.Join('\n', lines), "application/x-ndjson"));
        if (accepted is not null)
            Assert.Equal(accepted, JsonDocument.Parse(_answers[^1].AsMemory(_answers[^1].Length - Body)).RootElement.GetProperty("accepted").GetInt32());
    }

    /// <summary>How long the body of the last answer was; what comes before are its headers.</summary>
    private int Body { get; set; }

    private async Task<JsonElement> Json(HttpClient http, string path)
    {
        Assert.Equal(HttpStatusCode.OK, await Send(http, HttpMethod.Get, path));
        return JsonDocument.Parse(_answers[^1].AsMemory(_answers[^1].Length - Body)).RootElement;
    }

    private async Task<HttpStatusCode> Send(HttpClient http, HttpMethod method, string path, string? body = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }
        return await Take(http, request);
    }

    private async Task<HttpStatusCode> Take(HttpClient http, HttpRequestMessage request)
    {
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // A number in Last-Event-ID opens a stream, which has no end.
        var body = answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? [] : await answer.Content.ReadAsByteArrayAsync();
        Assert.True((int)answer.StatusCode < 500, $"{request.Method} {request.RequestUri}: {(int)answer.StatusCode}");
        Body = body.Length;
        _asked.Add($"{request}");
        _answers.Add([.. Encoding.UTF8.GetBytes($"{answer.Headers}{answer.Content.Headers}"), .. body]);
        return answer.StatusCode;
    }

    private static HttpClient Client(MonitorProcess monitor)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = monitor.Address, Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", MonitorProcess.AdminKey);
        return http;
    }

    private static string Request(string txn, params (string Name, object Value)[] planted) => Line(
    [
        ("type", "request"), ("time", "2026-03-02T12:00:00Z"), ("acquirer", "a"), ("terminal", "t"), ("merchant", "m"), ("txn", txn), ("amount", 100), .. planted,
    ]);

    private static string Line(params (string Name, object Value)[] fields)
    {
        var line = new Dictionary<string, object>();
        foreach (var (name, value) in fields)
            line[name] = value;
        return JsonSerializer.Serialize(line);
    }
}
