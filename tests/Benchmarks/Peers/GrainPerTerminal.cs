using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PosMonitor.Benchmarks.Processes;

namespace PosMonitor.Benchmarks.Peers;

/// <summary>One awaited grain call an event, to a grain a terminal, in one silo without a journal.</summary>
internal static class GrainPerTerminal
{
    public static async Task<double> Measure()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(ShippedMonitor.FreePort(), ShippedMonitor.FreePort()));
        using var host = builder.Build();
        await host.StartAsync();
        var grains = (IGrainFactory)host.Services.GetService(typeof(IGrainFactory))!;
        var rate = await PeerFeed.Measure(e => grains.GetGrain<IPeerTerminalGrain>(e.Terminal).Report(e.Record));
        await host.StopAsync();
        return rate;
    }
}
