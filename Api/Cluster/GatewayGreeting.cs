using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using PosMonitor.Access;

namespace PosMonitor.Cluster;

/// <summary>Tells on the console when the gateway has found a silo, and, where the cluster has no key at all, the admin key.</summary>
internal sealed class GatewayGreeting(FirstKey firstKey, IServer server, TextWriter console) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        console.WriteLine($"This gateway of PosMonitor listens on {string.Join(" and ", addresses)}; it has found the silos.");
        await firstKey.Tell();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
