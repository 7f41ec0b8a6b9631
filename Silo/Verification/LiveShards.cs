using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PosMonitor.Hosting;
using PosMonitor.Shards;

namespace PosMonitor.Verification;

/// <summary>The shards of the silos that run on a database, as their client sees them.</summary>
internal sealed class LiveShards : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly IHost _client;

    private LiveShards(IHost client) => _client = client;

    /// <summary>Connects to the silos on a database; null where none runs.</summary>
    public static async Task<LiveShards?> Find(string connection)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client =>
        {
            client.UseCluster(connection);
            client.Configure<Orleans.Configuration.ClientMessagingOptions>(options => options.ResponseTimeout = Patience);
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            return new LiveShards(host);
        }
        catch (Orleans.Runtime.OrleansException)
        {
            host.Dispose();
            return null;
        }
    }

    public Task<ShardImage> Image(int shard) => _client.Services.GetRequiredService<IGrainFactory>().GetGrain<IShardGrain>(shard).GetImage();

    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync();
        _client.Dispose();
    }
}
