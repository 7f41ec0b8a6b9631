using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Benchmarks.Processes;

/// <summary>The monitor as it is shipped, in a process of its own, with the durability and all settings that it has by default.</summary>
internal sealed class ShippedMonitor : DotnetProcess
{
    public const string Key = "benchmark-admin-key-0123456789abcdef";
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(120);

    private TimeSpan _startWithin = StartWithin;

    private ShippedMonitor(string directory, int port, IEnumerable<string> settings)
        : base("ApiDll", directory, ["--urls", $"http://127.0.0.1:{port}", $"--PosMonitor:DataDirectory={directory}", $"--PosMonitor:Access:AdminKey={Key}", .. settings])
    {
        Port = port;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(30) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public int Port { get; }

    /// <summary>Speaks to it as its administrator.</summary>
    public HttpClient Http { get; }

    /// <summary>Its resident memory, in bytes.</summary>
    public long Resident
    {
        get
        {
            using var process = Process.GetProcessById(Id);
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts it and does not wait.</summary>
    /// <param name="directory">Its data directory.</param>
    /// <param name="settings">Further arguments of its command line.</param>
    public static ShippedMonitor Launch(string directory, params IEnumerable<string> settings) => new(directory, FreePort(), settings);

    /// <summary>Starts it and waits until it is ready.</summary>
    public static Task<ShippedMonitor> Start(string directory, params IEnumerable<string> settings) => Start(directory, StartWithin, settings);

    /// <summary>Starts it and waits until it is ready, for so long.</summary>
    public static async Task<ShippedMonitor> Start(string directory, TimeSpan within, params IEnumerable<string> settings)
    {
        var monitor = Launch(directory, settings);
        monitor._startWithin = within;
        try
        {
            await monitor.Ready();
            return monitor;
        }
        catch
        {
            await monitor.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until <c>/health/ready</c> says so.</summary>
    public async Task Ready()
    {
        var waited = Stopwatch.StartNew();
        while (!await IsReady())
        {
            MustRun();
            if (waited.Elapsed > _startWithin)
                throw new TimeoutException($"The monitor was not ready within {_startWithin}:\n{Output}");
            await Task.Delay(5);
        }
    }

    /// <summary>How many terminals it knows, and how many events it has taken.</summary>
    public async Task<(long Terminals, long Events)> Extent()
    {
        using var fleet = JsonDocument.Parse(await Http.GetStringAsync(new Uri("/v1/fleet", UriKind.Relative)));
        return (fleet.RootElement.GetProperty("terminals").GetInt64(), fleet.RootElement.GetProperty("ingest").GetProperty("events").GetInt64());
    }

    public override async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await base.DisposeAsync();
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>A port of the loopback address on which nobody listens.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
