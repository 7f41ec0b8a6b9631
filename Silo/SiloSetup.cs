using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard;
using PosMonitor.Secrets;
using PosMonitor.Settings;
using PosMonitor.Shards;
using PosMonitor.Storage;
using PosMonitor.Terminals.Rest;

namespace PosMonitor.Hosting;

/// <summary>Sets up the silo: its settings, its store and the keepers of its shards.</summary>
public static class SiloSetup
{
    private const int FirstGatewayPort = 30000;

    /// <summary>
    /// Adds one silo to this process: one of a cluster where <c>ConnectionStrings:PosMonitor</c> is set, else one that is alone, on the loopback address
    /// and on ports that are free, so that several monitors run on one machine.
    /// </summary>
    /// <param name="builder">The host.</param>
    public static void AddPosMonitorSilo(this IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.Services
            .AddMonitorSettings()
            .AddSettings<DetectionOptions, DetectionOptionsValidator>(DetectionOptions.Section)
            .AddSettings<SiloSettings, SiloSettingsValidator>(SiloSettings.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<Readiness>());
        builder.Services.AddSingleton<SealKey>();
        builder.Services.AddSingleton<IRestStores>(provider => new RestFiles(provider.GetRequiredService<IOptions<MonitorOptions>>().Value));
        builder.UseOrleans(silo =>
        {
            if (ClusterConnection.Of(configuration) is { } connection)
                Join(silo, configuration, connection);
            else
                silo.UseLocalhostClustering(Port(configuration, nameof(SiloSettings.Port)) ?? FreePort.Any(),
                    Port(configuration, nameof(SiloSettings.GatewayPort)) ?? FreePort.From(FirstGatewayPort), serviceId: ClusterSetup.Id, clusterId: ClusterSetup.Id);
            silo.Configure<GrainCollectionOptions>(options =>
            {
                // Shards are touched every second and never grow this old; the faces of terminals and merchants are cheap to make again.
                options.CollectionAge = TimeSpan.FromMinutes(5);
                // A shard comes back as slowly as its journal is long: one that was broken off would begin again, and never end.
                options.ActivationTimeout = TimeSpan.FromMinutes(30);
            });
            silo.AddShards();
            // Its figures are gathered in the silo; the gateway shows them. Its trace of the log would go past the console's masking.
            silo.AddDashboard(dashboard => dashboard.HideTrace = true);
        });
        // After the silo, so that they stop before it.
        builder.Services.AddHostedService<ShardWatch>();
        builder.Services.AddHostedService<ShardKeeper>();
        builder.Services.AddHostedService<ShardBalance>();
    }

    /// <summary>The settings of the monitor as a whole.</summary>
    public static IServiceCollection AddMonitorSettings(this IServiceCollection services) =>
        services.AddSettings<MonitorOptions, MonitorOptionsValidator>(MonitorOptions.Section, "Detection", "Silo", "Access", "Ingest", "Limits");

    private static void Join(ISiloBuilder silo, IConfiguration configuration, string connection)
    {
        // What is no address is refused by the validator when the host starts.
        var address = IPAddress.TryParse(configuration[$"{SiloSettings.Section}:{nameof(SiloSettings.Address)}"], out var set) ? set : IPAddress.Loopback;
        silo.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = address;
            options.SiloPort = Port(configuration, nameof(SiloSettings.Port)) ?? FreePort.Any();
            options.GatewayPort = Port(configuration, nameof(SiloSettings.GatewayPort)) ?? FreePort.Any();
            options.SiloListeningEndpoint = new IPEndPoint(address, options.SiloPort);
            options.GatewayListeningEndpoint = new IPEndPoint(address, options.GatewayPort);
        });
        silo.UseCluster(connection);
        silo.Services.Replace(ServiceDescriptor.Singleton<IFatalErrorHandler, DeclaredDead>());
    }

    // Needed before options exist; what is no port is refused by the validator when the host starts.
    private static int? Port(IConfiguration configuration, string name) =>
        int.TryParse(configuration[$"{SiloSettings.Section}:{name}"], out var port) && port is > 0 and <= 65535 ? port : null;
}
