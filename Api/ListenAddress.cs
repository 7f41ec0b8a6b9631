using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace PosMonitor;

/// <summary>Where this process is reached from the machine that it runs on.</summary>
internal static class ListenAddress
{
    /// <summary>The first address that the server listens on, once it does; who listens on all of them is reached on the loopback one.</summary>
    public static string Reachable(IServer server)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? throw new InvalidOperationException("The server does not listen yet.");
        return address
            .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal)
            .TrimEnd('/');
    }
}
