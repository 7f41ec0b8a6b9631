using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;
using Orleans.Dashboard;
using PosMonitor.Access;
using PosMonitor.Alerts;
using PosMonitor.Cluster;
using PosMonitor.Demo;
using PosMonitor.Documentation;
using PosMonitor.Errors;
using PosMonitor.Events;
using PosMonitor.Explanations;
using PosMonitor.Health;
using PosMonitor.Hosting;
using PosMonitor.Keys;
using PosMonitor.Limits;
using PosMonitor.Operations;
using PosMonitor.Overviews;
using PosMonitor.Pages;
using PosMonitor.Queries;
using PosMonitor.Registry;
using PosMonitor.Searches;
using PosMonitor.Secrets;
using PosMonitor.Settings;
using PosMonitor.Sqlite;

namespace PosMonitor;

/// <summary>The whole monitor in one process, gateway and silo; with a database, a gateway of a cluster (contract §7).</summary>
public static class MonitorApp
{
    private const string Usage = """
        PosMonitor watches the traffic of card terminals.

          dotnet run --project Api -c Release                          the monitor, on http://127.0.0.1:8080
          dotnet run --project Api -c Release -- --demo                ... with a simulated fleet
          dotnet run --project Api -- send FILE --to URL --key KEY     sends a file of events (- for standard input)
          dotnet run --project Api -- keys ...                         lists, makes, rotates and revokes keys (keys --help)
          dotnet run --project Silo -- --help                          a cluster of several processes on a database

        Settings: --urls http://127.0.0.1:9000, --PosMonitor:DataDirectory=/var/lib/posmonitor, --PosMonitor:Clock=stream,
        --PosMonitor:Access:AdminKey=..., --PosMonitor:Detection:NotifySla=00:00:30; in the environment PosMonitor__Clock=stream.
        """;

    private const string DefaultUrl = "http://127.0.0.1:8080";

    // 16 MiB, and a little more, so that the events endpoint itself finds out that a body is larger and can say so.
    private const long LargestBody = 16 * 1024 * 1024 + 64 * 1024;

    /// <summary>Runs the monitor until it is told to stop.</summary>
    /// <returns>The exit code: 0 after an orderly stop, 1 where the start failed, 2 where the command line is wrong.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var line = CommandLine.Parse(args);
        if (line.Help || line.Unknown is not null)
        {
            var output = line.Help ? Console.Out : Console.Error;
            if (line.Unknown is not null)
                await output.WriteLineAsync(CardNumbers.Mask($"The argument '{line.Unknown}' is not known."));
            await output.WriteLineAsync(Usage);
            return line.Help ? 0 : 2;
        }
        try
        {
            await using var app = Build(line);
            try
            {
                await StartAsync(app);
            }
            catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // It was told to stop while it waited for a silo.
                return 0;
            }
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception failure) when (StartFailure.Explain(failure) is { Count: > 0 } lines)
        {
            foreach (var text in lines)
                await Console.Error.WriteLineAsync(CardNumbers.Mask(text));
            return 1;
        }
    }

    /// <summary>Starts the monitor; where that fails, what was started is stopped again.</summary>
    public static async Task StartAsync(WebApplication app)
    {
        // Before anything is opened, and all settings at once: the host would stop at the first section that something asks for.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        try
        {
            await app.StartAsync();
        }
        catch
        {
            // Parts that had not started cannot stop; why the start failed is what matters.
            await app.StopAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>Puts the monitor together; nothing is opened and nothing listens until it is started.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="configure">What a test changes before the monitor is built.</param>
    public static WebApplication Build(CommandLine line, Action<WebApplicationBuilder>? configure = null)
    {
        // Settings and pages are found next to the program, wherever it is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = line.Settings, ContentRootPath = AppContext.BaseDirectory });
        ConfigureServer(builder);
        var connection = ClusterConnection.Of(builder.Configuration);
        if (connection is null)
            AddMonitor(builder);
        else
            builder.AddGateway(connection);
        builder.Services.AddAccess();
        builder.Services.AddLimits();
        builder.AddTransportSafety();
        builder.AddHostNames();
        builder.Services.AddSeal();
        builder.Services.AddEvents();
        builder.Services.AddDocumentation();
        builder.Services.AddSingleton<MonitorMetrics>();
        builder.Services.AddSingleton<FleetFeed>();
        builder.Services.AddSingleton<SharedAnswers>();
        builder.Services.AddAlerts();
        builder.Services.AddRegistry();
        builder.AddOperations();
        builder.Services.AddSingleton(Console.Out);
        if (line.Demo)
            AddDemo(builder.Services);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseBodyCounter();
        app.UseRefusalCounter();
        app.UsePageSafety();
        app.UseErrorAnswers();
        app.UseHsts();
        app.UseHostNames();
        app.UseRequestSize();
        app.UseDraining();
        app.UsePageFiles();
        app.UseAccess();
        app.UseCardlessAddresses();
        app.UseQuietPages();
        if (connection is not null)
            app.UseRequestPatience();
        app.MapSignIn();
        app.MapOperations();
        app.MapHealth();
        app.MapMonitorMetrics();
        app.MapDocumentation();
        app.MapOrleansDashboard("/cluster").Needs(AccessNeed.AdministerAll);
        app.MapEvents();
        var v1 = app.MapGroup("/v1");
        v1.MapQueries();
        v1.MapAlerts();
        v1.MapSettings();
        v1.MapRegistry();
        v1.MapExplanations();
        v1.MapSearch();
        v1.MapKeys();
        return app;
    }

    private static void AddMonitor(WebApplicationBuilder builder)
    {
        builder.AddPosMonitorSilo();
        builder.Services.AddSqliteStore();
        builder.Services.AddHostedService<Greeting>();
    }

    // The simulated fleet comes in by the front door, with a key of its own that nobody else knows.
    private static void AddDemo(IServiceCollection services)
    {
        services.AddDemo();
        services.AddOptions<DemoOptions>().Configure<IServer, Keyring>((demo, server, keyring) =>
        {
            demo.Address = new Uri(ListenAddress.Reachable(server));
            demo.Key = keyring.MakeForProcess("demo", Roles.Ingest);
        });
    }

    private static void ConfigureServer(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (configuration["urls"] is null && configuration["http_ports"] is null && configuration["https_ports"] is null && !configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(DefaultUrl);
        // What comes in is read where it is heard of, without a turn in a queue of its own. Nothing on the way of a request holds a thread.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(2));
        builder.Logging.UseServiceLog();
    }
}
