using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PosMonitor.Hosting;

/// <summary>The real monitor, in this process, on a free port and a data directory of its own.</summary>
internal sealed class RunningMonitor : IAsyncDisposable
{
    public const string Key = "the-key-of-the-tests";

    /// <summary>Whose certificate is taken where a test lets the monitor speak HTTPS.</summary>
    public const string TestCertificate = "CN=pos.example";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly StringWriter _console;

    private RunningMonitor(WebApplication app, StringWriter console, string directory)
    {
        (_app, _console, Directory) = (app, console, directory);
        Client = ClientOf(Key);
    }

    public string Directory { get; }

    /// <summary>A client with the admin key of the settings.</summary>
    public HttpClient Client { get; }

    public string Url => _app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);

    public IServiceProvider Services => _app.Services;

    /// <summary>What was printed for whoever started it.</summary>
    public string Printed => _console.ToString();

    /// <summary>Starts a monitor with a few shards and the stream clock, and waits until it is ready.</summary>
    /// <param name="settings">Arguments that come after those.</param>
    public static Task<RunningMonitor> Start(params string[] settings) => StartOn(NewDirectory(), [$"--PosMonitor:Access:AdminKey={Key}", .. settings]);

    /// <summary>The same on a directory that may hold a store, and with no key but what is given.</summary>
    public static Task<RunningMonitor> StartOn(string directory, params string[] settings) => StartOn(directory, _ => { }, settings);

    /// <summary>The same, with what a test changes before it is built.</summary>
    public static async Task<RunningMonitor> StartOn(string directory, Action<WebApplicationBuilder> configure, params string[] settings)
    {
        var console = new StringWriter();
        var app = Build(directory, console, configure, settings);
        try
        {
            await MonitorApp.StartAsync(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        var monitor = new RunningMonitor(app, console, directory);
        await monitor.UntilReady();
        return monitor;
    }

    public static string NewDirectory() => System.IO.Directory.CreateTempSubdirectory("posmonitor-test-").FullName;

    public HttpClient ClientOf(string? key)
    {
        var client = new HttpClient(Handler()) { BaseAddress = new Uri(Url) };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Makes a key over HTTP.</summary>
    public async Task<(string Id, string Key)> MakeKey(string role, params string[] acquirers)
    {
        using var answer = await Client.PostAsJsonAsync(
            new Uri("/v1/keys", UriKind.Relative), new { name = $"test {role}", role, acquirers = acquirers.Length == 0 ? null : acquirers });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var made = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return (made.GetProperty("id").GetString()!, made.GetProperty("key").GetString()!);
    }

    // The one that a test has made for itself.
    private static SocketsHttpHandler Handler() => new()
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == TestCertificate },
    };

    /// <summary>Posts events, one a line.</summary>
    public async Task Post(params string[] lines)
    {
        using var body = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        using var answer = await Client.PostAsync(new Uri("/v1/events", UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{answer.StatusCode}: {text}");
        Assert.Equal(lines.Length, JsonDocument.Parse(text).RootElement.GetProperty("accepted").GetInt32());
    }

    /// <summary>Waits until all that follows from what was sent up to a watermark is visible (contract §2).</summary>
    public async Task Settled(DateTimeOffset watermark)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await Get("/v1/fleet")).GetProperty("clock").GetProperty("settledThrough") is var settled
            && (settled.ValueKind == JsonValueKind.Null || settled.GetDateTimeOffset() < watermark))
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"The monitor was not settled through {watermark:O} within {Patience}.");
            await Task.Yield();
        }
    }

    public async Task<JsonElement> Get(string path)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Stops it in order, as SIGTERM does.</summary>
    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _console.Dispose();
    }

    private static WebApplication Build(string directory, TextWriter console, Action<WebApplicationBuilder> configure, string[] settings)
    {
        var line = CommandLine.Parse(
            ["--urls", "http://127.0.0.1:0", "--PosMonitor:Shards=4", "--PosMonitor:Clock=stream", $"--PosMonitor:DataDirectory={directory}", .. settings]);
        Assert.Null(line.Unknown);
        return MonitorApp.Build(line, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(console);
            configure(builder);
        });
    }

    private async Task UntilReady()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            using var answer = await Client.GetAsync(new Uri("/health/ready", UriKind.Relative), patience.Token);
            if (answer.StatusCode == HttpStatusCode.OK)
                return;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"The monitor was not ready within {Patience}: {await answer.Content.ReadAsStringAsync()}");
            await Task.Yield();
        }
    }
}
