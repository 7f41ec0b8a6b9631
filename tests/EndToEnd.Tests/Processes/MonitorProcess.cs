using System.Net;
using System.Net.Sockets;

namespace PosMonitor.EndToEnd.Processes;

/// <summary>The real monitor as a process of its own, on a data directory that may outlive it; with a database in its settings, a gateway.</summary>
internal sealed class MonitorProcess : DotnetProcess
{
    public const string AdminKey = "end-to-end-admin-key-0123456789abcdef";
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(90);

    private MonitorProcess(string directory, Uri address, IEnumerable<string> settings)
        : base("ApiDll", directory, ["--urls", address.ToString(), $"--PosMonitor:DataDirectory={directory}", .. settings.Select(s => $"--{s}")])
    {
        Address = address;
        Client = new MonitorClient(address);
    }

    public Uri Address { get; }
    public MonitorClient Client { get; }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it and does not wait.</summary>
    /// <param name="directory">Its data directory.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="settings"><c>PosMonitor:Clock=stream</c> and the like.</param>
    public static MonitorProcess Launch(string directory, int port, params IEnumerable<string> settings) =>
        LaunchWithoutKey(directory, port, [$"PosMonitor:Access:AdminKey={AdminKey}", .. settings]);

    /// <summary>The same of one that makes its own admin key, and prints it.</summary>
    public static MonitorProcess LaunchWithoutKey(string directory, int port, params IEnumerable<string> settings) =>
        new(directory, new Uri($"http://127.0.0.1:{port}"), settings);

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<MonitorProcess> Start(string directory, params IEnumerable<string> settings)
    {
        var process = Launch(directory, FreePort(), settings);
        await process.Ready();
        return process;
    }

    public Task Ready() => Eventually.Is("/health/ready", StartWithin, async () =>
    {
        MustRun();
        return await Client.IsReady() ? true : throw new HttpRequestException($"Missing: {await Client.Missing()}");
    });

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Client.Dispose();
    }
}
