using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PosMonitor.Send;

/// <summary>An HTTP server that takes bodies, or refuses them as it is told, and remembers what it answered with 202.</summary>
internal sealed class FakeMonitor : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly List<string> _taken = [];
    private int _bodies, _inFlight;

    private FakeMonitor(WebApplication app) => _app = app;

    /// <summary>Decides over the n-th body, from 1: null to take it, else the answer.</summary>
    public Func<int, HttpContext, Task<bool>> Refuses { get; set; } = (_, _) => Task.FromResult(false);

    /// <summary>Every line that was answered with 202, in order.</summary>
    public IReadOnlyList<string> Taken
    {
        get
        {
            lock (_gate)
                return [.. _taken];
        }
    }

    public int Bodies => _bodies;

    public int MostInFlight { get; private set; }

    public ConcurrentBag<int> LinesPerBody { get; } = [];

    public ConcurrentBag<string> Faults { get; } = [];

    public Uri Address => new(_app.Urls.First());

    public SendOptions Options => new() { Events = new Uri(Address, "/v1/events"), Key = "secret", GiveUp = TimeSpan.FromSeconds(20) };

    public static async Task<FakeMonitor> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
        var app = builder.Build();
        var monitor = new FakeMonitor(app);
        app.MapPost("/v1/events", monitor.Take);
        await app.StartAsync();
        return monitor;
    }

    private async Task Take(HttpContext context)
    {
        var number = Interlocked.Increment(ref _bodies);
        lock (_gate)
            MostInFlight = Math.Max(MostInFlight, ++_inFlight);
        try
        {
            using var reader = new StreamReader(context.Request.Body);
            var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (context.Request.Headers.Authorization != "Bearer secret" || context.Request.ContentType != "application/x-ndjson")
                Faults.Add("a body without its key or type");
            if (await Refuses(number, context))
                return;
            LinesPerBody.Add(lines.Length);
            await Answer(context, lines);
        }
        finally
        {
            lock (_gate)
                _inFlight--;
        }
    }

    private async Task Answer(HttpContext context, string[] lines)
    {
        var errors = new List<object>();
        lock (_gate)
        {
            for (var i = 0; i < lines.Length; i++)
            {
                if (Refusal(lines[i]) is { } code)
                    errors.Add(new { line = i + 1, code, message = "no" });
                else
                    _taken.Add(lines[i]);
            }
        }
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await context.Response.WriteAsync(
            JsonSerializer.Serialize(new { accepted = lines.Length - errors.Count, rejected = errors.Count, errors = errors.Take(100) }));
    }

    private static string? Refusal(string line) => line.Length > 16 << 10 ? "too-long"
        : !line.StartsWith('{') ? "malformed-json"
        : line.Contains("\"bad\"", StringComparison.Ordinal) ? "bad-field"
        : null;

    /// <summary>Answers with a status and, where given, <c>Retry-After</c>.</summary>
    public static async Task<bool> Problem(HttpContext context, int status, int? retryAfter = null, string title = "no")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await context.Response.WriteAsync(JsonSerializer.Serialize(new { title, detail = "because" }));
        return true;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
