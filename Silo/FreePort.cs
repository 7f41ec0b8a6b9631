using System.Net;
using System.Net.Sockets;

namespace PosMonitor.Hosting;

/// <summary>Finds ports on the loopback address that nobody listens on, so that several monitors run on one machine.</summary>
internal static class FreePort
{
    private static readonly HashSet<int> HandedOut = [];
    private static readonly Lock Gate = new();

    /// <summary>Any free port.</summary>
    public static int Any()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>The first free port from <paramref name="first"/> on, of a thousand; no port twice in one process.</summary>
    /// <exception cref="InvalidOperationException">None is free.</exception>
    public static int From(int first)
    {
        lock (Gate)
        {
            for (var port = first; port < first + 1000; port++)
            {
                if (IsFree(port) && HandedOut.Add(port))
                    return port;
            }
        }
        throw new InvalidOperationException($"No port of {first} to {first + 999} is free on 127.0.0.1.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
