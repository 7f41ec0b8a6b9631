using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using PosMonitor.Settings;

namespace PosMonitor.Hosting;

/// <summary>Tells on the console that the silo has joined, and where.</summary>
internal sealed class SiloGreeting(IOptions<EndpointOptions> silo, IOptions<MonitorOptions> monitor) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine(
            $"Silo {silo.Value.AdvertisedIPAddress}:{silo.Value.SiloPort} has joined, gateways connect to {silo.Value.AdvertisedIPAddress}:{silo.Value.GatewayPort}; "
            + $"{monitor.Value.Shards} shards, the clock is {monitor.Value.Clock.ToString().ToLowerInvariant()}.");
        Console.Out.Flush();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
