using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PosMonitor.Parties;

namespace PosMonitor.Alerts;

/// <summary>The real monitor on a free port and an empty directory; alerts are told to its book as a shard tells them.</summary>
public sealed class AlertsApp : IAsyncLifetime
{
    private const string Key = "alerts-test-key-0123456789";
    private readonly string _directory = Directory.CreateTempSubdirectory("posmonitor-alerts-").FullName;
    private WebApplication _app = null!;
    private long _record = 1_000_000;

    public HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _app = MonitorApp.Build(CommandLine.Parse(
        [
            "--urls=http://127.0.0.1:0", $"--PosMonitor:DataDirectory={_directory}", $"--PosMonitor:Access:AdminKey={Key}", "--PosMonitor:Clock=stream",
            "--PosMonitor:Shards=2", "--Logging:LogLevel:Default=Error",
        ]));
        await _app.StartAsync();
        Http = Client();
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Stops the monitor while its streams are open.</summary>
    public Task Stop() => _app.StopAsync();

    public HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()), Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return client;
    }

    /// <summary>Has the book take effects, as those of a later record of a shard.</summary>
    public async Task Tell(params AlertEffect[] effects)
    {
        var sink = _app.Services.GetRequiredService<IGrainFactory>().GetGrain<IAlertSink>(0);
        var record = ++_record;
        while ((await sink.Tell(0, [new ShardNews(0, record, effects, [])], record, long.MinValue)).Introduce)
            await sink.Introduce(0, [], [], long.MinValue);
    }

    /// <summary>Moves the clock of both shards.</summary>
    public async Task Settle(DateTime clock)
    {
        var sink = _app.Services.GetRequiredService<IGrainFactory>().GetGrain<IAlertSink>(0);
        for (var shard = 0; shard < 2; shard++)
            while ((await sink.Tell(shard, [], 0, clock.Ticks)).Introduce)
                await sink.Introduce(shard, [], [], long.MinValue);
    }

    public async Task<JsonObject> Get(string path) => (await Http.GetFromJsonAsync<JsonObject>(path))!;

    public async Task<List<JsonObject>> List(string query) => [.. (await Get("/v1/alerts?" + query))["items"]!.AsArray().Select(item => item!.AsObject())];

    public static AlertEffect Open(string txn, string rule = "notification.overdue", string acquirer = "unionpay", string terminal = "t1") => new()
    {
        Action = AlertAction.Open,
        Rule = rule,
        SubjectKind = SubjectKind.Transaction,
        SubjectId = $"{acquirer}/{terminal}/{txn}",
        At = new DateTime(2026, 3, 1, 8, 0, 30, DateTimeKind.Utc).Ticks,
        Severity = AlertSeverity.Warning,
        Acquirer = acquirer,
        Merchant = "shop",
        Terminal = terminal,
        Txn = txn,
        Issuer = "icbc",
        Evidence = """{"amount":1200,"channels":["sms"]}""",
        TitleEn = "The cardholder was not told in time",
        TitleZh = "未按时通知持卡人",
    };

    public static AlertEffect Resolve(AlertEffect open, string? evidence = null) =>
        open with { Action = AlertAction.Resolve, At = open.At + 5 * TimeSpan.TicksPerSecond + 1234, Evidence = evidence };
}
