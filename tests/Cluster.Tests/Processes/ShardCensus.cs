using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace PosMonitor.EndToEnd.Processes;

/// <summary>Counts where shards are, as an Orleans client of the cluster.</summary>
internal sealed class ShardCensus : IAsyncDisposable
{
    /// <summary>How many shards a store has for which nothing is said.</summary>
    public const int Usual = 16;

    private readonly IHost _client;

    private ShardCensus(IHost client) => _client = client;

    public static async Task<ShardCensus> Of(MonitorCluster cluster)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("posmonitor", "posmonitor"));
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1));
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(3));
            client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", cluster.Connection));
        });
        var host = builder.Build();
        await host.StartAsync();
        return new ShardCensus(host);
    }

    /// <summary>How many shards each silo hosts; silos without one are not among them.</summary>
    public async Task<IReadOnlyList<int>> Count()
    {
        var management = _client.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        var grains = await management.GetDetailedGrainStatistics();
        return [.. grains.Where(grain => grain.GrainType.Contains("ShardGrain", StringComparison.Ordinal))
            .GroupBy(grain => grain.SiloAddress).Select(silo => silo.Count()).Order()];
    }

    /// <summary>How many silos are dead to the others: declared so, or gone in order.</summary>
    public async Task<int> Dead()
    {
        var hosts = await _client.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetHosts(onlyActive: false);
        return hosts.Values.Count(status => status == SiloStatus.Dead);
    }

    /// <summary>Waits until all shards are spread evenly over so many silos.</summary>
    public async Task IsEven(int silos, int shards)
    {
        IReadOnlyList<int> counts = [];
        await Eventually.Is($"{shards} shards on {silos} silos to be even", TimeSpan.FromSeconds(60), async () =>
        {
            try
            {
                counts = await Count();
            }
            catch (Exception e) when (e is TimeoutException or OrleansException)
            {
                return false;
            }
            return counts.Count == silos && counts.Sum() == shards && counts[^1] - counts[0] <= 1;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync();
        _client.Dispose();
    }
}
