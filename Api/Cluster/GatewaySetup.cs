using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Dashboard;
using PosMonitor.Hosting;
using PosMonitor.Shards;

namespace PosMonitor.Cluster;

/// <summary>Makes the process a gateway of a cluster: an Orleans client where else the silo would be (contract §7).</summary>
internal static class GatewaySetup
{
    /// <param name="builder">The host.</param>
    /// <param name="connection">The database of the cluster.</param>
    public static void AddGateway(this WebApplicationBuilder builder, string connection)
    {
        var services = builder.Services;
        services.AddMonitorSettings();
        services.AddSettings<SiloSettings, SiloSettingsValidator>(SiloSettings.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ShardLayout>();
        // A gateway hosts none: it calls them.
        services.AddSingleton<ActiveShards>();
        services.AddSingleton(provider => new CallPatience(CallPatience.OfGateway, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SiloLoss>();
        services.AddSingleton<IOutgoingGrainCallFilter>(provider => provider.GetRequiredService<SiloLoss>());
        services.AddSingleton<GatewayReadiness>();
        services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<GatewayReadiness>());
        // The client waits for a silo when it starts; the probes have to answer all the same.
        services.Configure<HostOptions>(options => options.ServicesStartConcurrently = true);
        builder.UseOrleansClient(client =>
        {
            client.UseCluster(connection);
            client.UseConnectionRetryFilter<SiloSearch>();
            client.AddDashboard(dashboard => dashboard.HideTrace = true);
        });
        services.AddHostedService(provider => provider.GetRequiredService<GatewayReadiness>());
        services.AddHostedService<GatewayGreeting>();
    }
}
