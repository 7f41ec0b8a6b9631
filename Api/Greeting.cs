using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using PosMonitor.Access;
using PosMonitor.Settings;

namespace PosMonitor;

/// <summary>
/// Once the process listens tells on the console where, and, at the first start, the admin key: that one time, and not before it is certain that the
/// start succeeded.
/// </summary>
internal sealed class Greeting(
    FirstKey firstKey, IServer server, IOptions<MonitorOptions> monitor, IOptions<EndpointOptions> silo, TextWriter console) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        console.WriteLine($"PosMonitor listens on {string.Join(" and ", addresses)}, Orleans clients connect to {silo.Value.AdvertisedIPAddress}:{silo.Value.GatewayPort}.");
        console.WriteLine($"It keeps everything in {Path.GetFullPath(monitor.Value.DataDirectory)}; the clock is {monitor.Value.Clock.ToString().ToLowerInvariant()}.");
        await firstKey.Tell();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
