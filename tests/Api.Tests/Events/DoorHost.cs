using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PosMonitor.Access;
using PosMonitor.Events;
using PosMonitor.Secrets;
using PosMonitor.Settings;
using PosMonitor.Shards;

namespace PosMonitor.Tests.Events;

/// <summary>The real endpoint on a real socket, with recorders where the shards would be: what leaves the door is exactly its batches.</summary>
internal sealed class DoorHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DoorHost(WebApplication app, RecordedShards shards, FakeTimeProvider time) => (_app, Recorded, Time) = (app, shards, time);

    public HttpClient Client { get; } = new() { Timeout = TimeSpan.FromSeconds(60) };

    public RecordedShards Recorded { get; }

    public FakeTimeProvider Time { get; }

    public static async Task<DoorHost> StartAsync(Action<MonitorOptions>? monitor = null, Dictionary<string, string?>? settings = null)
    {
        var shards = new RecordedShards();
        var time = new FakeTimeProvider(Reading.Now);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<MonitorOptions>(options =>
        {
            (options.Clock, options.Shards) = (ClockMode.Stream, 8);
            monitor?.Invoke(options);
        });
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(RecordingGrainFactory.Create(shards));
        builder.Services.AddSingleton<ActiveShards>();
        builder.Services.AddSingleton<GatewaySeal>();
        builder.Services.AddOpenApi();
        builder.Services.AddEvents();
        var app = builder.Build();
        // What authentication would have found out.
        app.Use((http, next) =>
        {
            http.User = new ClaimsPrincipal(new KeyIdentity(new AccessKey("sender", "sender", AccessRole.Ingest, null, []), null));
            return next(http);
        });
        app.MapEvents();
        app.MapOpenApi();
        app.Services.GetRequiredService<GatewaySeal>().Take(new byte[TxnSeal.KeyLength]);
        await app.StartAsync();
        var host = new DoorHost(app, shards, time);
        host.Client.BaseAddress = new Uri(app.Urls.Single());
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
