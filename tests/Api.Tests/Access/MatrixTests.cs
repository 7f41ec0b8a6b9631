using System.Net;
using System.Text;
using PosMonitor.Hosting;

namespace PosMonitor.Access;

/// <summary>Every operation of the OpenAPI document, asked by every kind of caller.</summary>
public sealed class MatrixTests : IAsyncLifetime
{
    // What ingest, viewer, operator and admin are answered.
    private const string Readers = "403 200 200 200";
    private const string Nobody = "403 403 403 403";
    private const string NotThere = "403 404 404 404";
    private const string Admins = "403 403 403 200";
    private const string AdminsDelete = "403 403 403 204";
    private const string AdminsNotThere = "403 403 403 404";
    private const string Actors = "403 403 200 200";
    private const string ActorsNotThere = "403 403 404 404";
    private const string Senders = "202 403 403 202";
    private const string All = "200 200 200 200";

    private const string OfMine = "/v1/acquirers/mine";
    private const string Entry = """{"name":{"en":"Mine","zh":"我的"},"licensed":true}""";
    private const string Heartbeat = """{"type":"heartbeat","time":"2026-01-31T12:00:00Z","acquirer":"mine","terminal":"T1"}""";
    private const string TerminalRow = """{"acquirer":"mine","terminal":"T8","merchant":"M1"}""";
    private const string Lines = "application/x-ndjson";

    private RunningMonitor _monitor = null!;
    private string _alert = "", _key = "";

    public async Task InitializeAsync()
    {
        _monitor = await RunningMonitor.Start();
        await _monitor.Post(
            """{"type":"request","time":"2026-01-31T12:00:00Z","acquirer":"mine","terminal":"T1","merchant":"M1","txn":"X1","amount":100,"issuer":"my-bank"}""",
            """{"type":"response","time":"2026-01-31T12:00:01Z","acquirer":"mine","terminal":"T1","txn":"X1","code":"00"}""",
            """{"type":"heartbeat","time":"2026-01-31T12:00:00Z","acquirer":"theirs","terminal":"T1"}""",
            """{"type":"watermark","time":"2026-01-31T12:05:00Z"}""");
        await _monitor.Settled(new DateTimeOffset(2026, 1, 31, 12, 5, 0, TimeSpan.Zero));
        _alert = (await _monitor.Get("/v1/alerts?rule=notification.overdue&acquirer=mine")).GetProperty("items")[0].GetProperty("id").GetString()!;
        _key = (await _monitor.MakeKey("viewer")).Id;
    }

    public async Task DisposeAsync() => await _monitor.DisposeAsync();

    [Fact]
    public async Task Every_operation_answers_every_caller_as_the_table_says()
    {
        var rows = Rows().ToDictionary(row => row.Operation);
        var operations = (await _monitor.Get("/openapi/v1.json")).GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name} {path.Name}")).ToList();
        Assert.Empty(operations.Except(rows.Keys));
        Assert.Empty(rows.Keys.Except(operations));

        var callers = await Callers();
        var wrong = new List<string>();
        foreach (var row in rows.Values)
        {
            foreach (var (name, client, place) in callers)
            {
                var expected = row.For(place);
                var status = await Ask(client, row);
                if (status != expected)
                    wrong.Add($"{row.Operation} for {name}: {status} instead of {expected}");
            }
        }
        foreach (var (_, client, _) in callers)
            client.Dispose();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Every_operation_says_in_the_document_which_roles_it_needs()
    {
        var rows = Rows().ToDictionary(row => row.Operation);
        foreach (var path in (await _monitor.Get("/openapi/v1.json")).GetProperty("paths").EnumerateObject().Where(path => path.Name.StartsWith("/v1", StringComparison.Ordinal)))
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var statuses = rows[$"{operation.Name} {path.Name}"].Whole.Split(' ');
                var let = Roles.All.Where((_, role) => statuses[role] != "403");
                Assert.Equal(let, operation.Value.GetProperty("x-roles").EnumerateArray().Select(role => role.GetString()!));
                Assert.Equal(rows[$"{operation.Name} {path.Name}"].Own == Nobody, operation.Value.TryGetProperty("x-without-cut", out _));
            }
        }
    }

    private IEnumerable<Row> Rows() =>
    [
        new("post /v1/events", "/v1/events", Senders, Senders, Senders, Heartbeat, Lines),
        new("get /v1/fleet", "/v1/fleet", Readers, Readers, Readers),
        new("get /v1/fleet/stream", "/v1/fleet/stream", Readers, Readers, Readers),
        new("get /v1/fleet/map", "/v1/fleet/map", Readers, Readers, Readers),
        new("get /v1/fleet/history", "/v1/fleet/history", Readers, Readers, Readers),
        new("get /v1/fleet/worst", "/v1/fleet/worst", Readers, Readers, Readers),
        new("get /v1/acquirers", "/v1/acquirers", Readers, Readers, Readers),
        new("get /v1/acquirers/{acquirer}", OfMine, Readers, Readers, NotThere),
        new("get /v1/acquirers/{acquirer}/merchants", OfMine + "/merchants", Readers, Readers, NotThere),
        new("get /v1/acquirers/{acquirer}/merchants/{merchant}", OfMine + "/merchants/M1", Readers, Readers, NotThere),
        new("get /v1/acquirers/{acquirer}/terminals", OfMine + "/terminals", Readers, Readers, NotThere),
        new("get /v1/acquirers/{acquirer}/terminals/{terminal}", OfMine + "/terminals/T1", Readers, Readers, NotThere),
        new("get /v1/acquirers/{acquirer}/terminals/{terminal}/transactions", OfMine + "/terminals/T1/transactions", Readers, Readers, NotThere),
        new("get /v1/acquirers/{acquirer}/terminals/{terminal}/transactions/{txn}", OfMine + "/terminals/T1/transactions/X1", Readers, Readers, NotThere),
        new("get /v1/explain", "/v1/explain?acquirer=mine&terminal=T1&txn=X1", Readers, Readers, NotThere),
        new("get /v1/search", "/v1/search?q=T1", Readers, Readers, Readers),
        new("get /v1/issuers", "/v1/issuers", Readers, Readers, Readers),
        new("get /v1/issuers/{issuer}", "/v1/issuers/my-bank", Readers, Readers, NotThere),
        new("get /v1/issuers/{issuer}/delays", "/v1/issuers/my-bank/delays", Readers, Readers, NotThere),
        new("get /v1/alerts", "/v1/alerts", Readers, Readers, Readers),
        new("get /v1/alerts/stream", "/v1/alerts/stream", Readers, Readers, Readers),
        new("get /v1/alerts/{id}", $"/v1/alerts/{_alert}", Readers, Readers, NotThere),
        new("post /v1/alerts/{id}/acknowledge", $"/v1/alerts/{_alert}/acknowledge", Actors, Actors, ActorsNotThere, "{}"),
        new("post /v1/alerts/{id}/comments", $"/v1/alerts/{_alert}/comments", Actors, Actors, ActorsNotThere, """{"text":"seen"}"""),
        new("post /v1/alerts/{id}/resolve", $"/v1/alerts/{_alert}/resolve", Actors, Actors, ActorsNotThere, "{}"),
        .. Settings("fleet", "fleet", ofAll: true),
        .. Settings("issuer/{issuer}", "issuer/my-bank", ofAll: true),
        .. Settings("acquirer/{acquirer}", "acquirer/mine", ofAll: false),
        .. Settings("merchant/{acquirer}/{merchant}", "merchant/mine/M1", ofAll: false),
        .. Settings("terminal/{acquirer}/{terminal}", "terminal/mine/T1", ofAll: false),
        new("get /v1/registry/acquirers", "/v1/registry/acquirers", Readers, Readers, Readers),
        new("get /v1/registry/acquirers/{acquirer}", "/v1/registry/acquirers/mine", Readers, Readers, NotThere) { Before = ("/v1/registry/acquirers/mine", Entry) },
        new("put /v1/registry/acquirers/{acquirer}", "/v1/registry/acquirers/mine", Admins, Nobody, Nobody, Entry),
        new("delete /v1/registry/acquirers/{acquirer}", "/v1/registry/acquirers/mine", AdminsDelete, Nobody, Nobody) { Before = ("/v1/registry/acquirers/mine", Entry) },
        new("get /v1/registry/acquirers/{acquirer}/history", "/v1/registry/acquirers/mine/history", Readers, Readers, NotThere) { Before = ("/v1/registry/acquirers/mine", Entry) },
        new("post /v1/registry/terminals", "/v1/registry/terminals", Admins, Admins, Admins, TerminalRow, Lines),
        new("get /v1/registry/terminals/{acquirer}", "/v1/registry/terminals/mine", Readers, Readers, NotThere),
        new("get /v1/registry/terminals/{acquirer}/{terminal}", "/v1/registry/terminals/mine/T9", Readers, Readers, NotThere) { Before = ("/v1/registry/terminals/mine/T9", """{"merchant":"M1"}""") },
        new("put /v1/registry/terminals/{acquirer}/{terminal}", "/v1/registry/terminals/mine/T9", Admins, Admins, AdminsNotThere, """{"merchant":"M1"}"""),
        new("delete /v1/registry/terminals/{acquirer}/{terminal}", "/v1/registry/terminals/mine/T9", AdminsDelete, AdminsDelete, AdminsNotThere) { Before = ("/v1/registry/terminals/mine/T9", """{"merchant":"M1"}""") },
        new("get /v1/registry/terminals/{acquirer}/{terminal}/history", "/v1/registry/terminals/mine/T9/history", Readers, Readers, NotThere) { Before = ("/v1/registry/terminals/mine/T9", """{"merchant":"M1"}""") },
        new("post /v1/keys", "/v1/keys", "403 403 403 201", Nobody, Nobody, """{"name":"made by the table","role":"viewer"}"""),
        new("get /v1/keys", "/v1/keys", Admins, Nobody, Nobody),
        new("get /v1/keys/{id}", $"/v1/keys/{_key}", Admins, Nobody, Nobody),
        new("delete /v1/keys/{id}", "/v1/keys/none", AdminsNotThere, Nobody, Nobody),
        new("post /v1/keys/{id}/rotate", $"/v1/keys/{_key}/rotate", Admins, Nobody, Nobody, ""),
        new("get /health/live", "/health/live", All, All, All),
        new("get /health/ready", "/health/ready", All, All, All),
        new("get /metrics", "/metrics", All, All, All),
    ];

    private static IEnumerable<Row> Settings(string template, string scope, bool ofAll) =>
    [
        new($"get /v1/settings/{template}", $"/v1/settings/{scope}", Readers, Readers, ofAll ? Readers : NotThere),
        new($"put /v1/settings/{template}", $"/v1/settings/{scope}", Admins, ofAll ? Nobody : Admins, ofAll ? Nobody : AdminsNotThere, "{}"),
        new($"delete /v1/settings/{template}", $"/v1/settings/{scope}", AdminsDelete, ofAll ? Nobody : AdminsDelete, ofAll ? Nobody : AdminsNotThere),
        new($"get /v1/settings/{template}/history", $"/v1/settings/{scope}/history", Readers, ofAll ? Nobody : Readers, ofAll ? Nobody : NotThere),
    ];

    private async Task<List<(string Name, HttpClient Client, (int Cut, int Role)? Place)>> Callers()
    {
        List<(string, HttpClient, (int, int)?)> callers = [("nobody", _monitor.ClientOf(null), null)];
        string[][] cuts = [[], ["mine"], ["theirs"]];
        for (var cut = 0; cut < cuts.Length; cut++)
            for (var role = 0; role < Roles.All.Count; role++)
                callers.Add(($"{Roles.All[role]} of {(cut == 0 ? "all" : cuts[cut][0])}", _monitor.ClientOf((await _monitor.MakeKey(Roles.All[role], cuts[cut])).Key), (cut, role)));
        return callers;
    }

    private async Task<int> Ask(HttpClient client, Row row)
    {
        if (row.Before is var (path, body) && path is not null)
        {
            using var before = new StringContent(body, Encoding.UTF8, "application/json");
            using var put = await _monitor.Client.PutAsync(new Uri(path, UriKind.Relative), before);
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        }
        using var request = new HttpRequestMessage(new HttpMethod(row.Operation.Split(' ')[0].ToUpperInvariant()), row.Path);
        if (row.Body is not null)
            request.Content = new StringContent(row.Body, Encoding.UTF8, row.Type);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (int)answer.StatusCode;
    }

    /// <summary>An operation, how it is asked for, and what callers without a cut, of the acquirer, and of another acquirer are answered.</summary>
    private sealed record Row(string Operation, string Path, string Whole, string Own, string Other, string? Body = null, string Type = "application/json")
    {
        /// <summary>What is put there before each request.</summary>
        public (string Path, string Body) Before { get; init; }

        public int For((int Cut, int Role)? place)
        {
            if (place is var (cut, role))
                return int.Parse(new[] { Whole, Own, Other }[cut].Split(' ')[role], null);
            return Path.StartsWith("/v1", StringComparison.Ordinal) ? 401 : 200;
        }
    }
}
