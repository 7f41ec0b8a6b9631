using PosMonitor.Testing;

namespace PosMonitor.EndToEnd.Processes;

/// <summary>Silos and gateways on one database. What was started is killed at the end.</summary>
internal sealed class MonitorCluster : IAsyncDisposable
{
    private readonly DataDirectory _directory = new();
    private readonly List<DotnetProcess> _started = [];
    private readonly Lock _gate = new();
    private readonly string[] _settings;

    private MonitorCluster(string connection, string[] settings) => (Connection, _settings) = (connection, [$"ConnectionStrings:PosMonitor={connection}", .. settings]);

    public string Connection { get; }

    /// <summary>Makes an empty database; nothing runs yet.</summary>
    /// <param name="settings"><c>PosMonitor:Clock=stream</c> and the like, for every process.</param>
    public static async Task<MonitorCluster> OnNewDatabase(params string[] settings) => await On(await PostgresServer.Shared, settings);

    /// <summary>Makes an empty database on a server; nothing runs yet.</summary>
    public static async Task<MonitorCluster> On(PostgresServer server, params string[] settings) => new(await server.CreateDatabase(), settings);

    /// <summary>On an empty database that is reached in this way; nothing runs yet.</summary>
    public static MonitorCluster On(string connection, params string[] settings) => new(connection, settings);

    /// <summary>All processes that were started, in order, those among them that have ended.</summary>
    public IReadOnlyList<DotnetProcess> Started
    {
        get
        {
            lock (_gate)
                return [.. _started];
        }
    }

    /// <summary>Starts a silo and does not wait.</summary>
    /// <param name="settings">What this one is set to beside the settings of all.</param>
    public SiloProcess Silo(params string[] settings) => Keep(new SiloProcess(_directory.Path, [.. _settings, .. settings]));

    /// <summary>Starts a silo on a machine whose clock is wrong, and does not wait.</summary>
    public SiloProcess Silo(WrongClock clock) => Keep(new SiloProcess(_directory.Path, _settings, clock));

    /// <summary>Starts silos and waits until they have joined.</summary>
    public async Task<SiloProcess[]> Silos(int count)
    {
        SiloProcess[] silos = [.. Enumerable.Range(0, count).Select(_ => Silo())];
        foreach (var silo in silos)
            await silo.Joined();
        return silos;
    }

    /// <summary>Starts a gateway and does not wait.</summary>
    /// <param name="port">Where it listens; null for any.</param>
    public MonitorProcess Gateway(int? port = null) => Keep(MonitorProcess.Launch(_directory.Path, port ?? MonitorProcess.FreePort(), _settings));

    /// <summary>Starts gateways and waits until they are ready.</summary>
    public async Task<MonitorProcess[]> Gateways(int count)
    {
        MonitorProcess[] gateways = [.. Enumerable.Range(0, count).Select(_ => Gateway())];
        foreach (var gateway in gateways)
            await gateway.Ready();
        return gateways;
    }

    /// <summary>Has all that is kept compared with what follows from the journals; there is no difference.</summary>
    public async Task IsVerified()
    {
        var verify = Keep(new VerifyProcess(_directory.Path, [$"ConnectionStrings:PosMonitor={Connection}"]));
        var code = await verify.Exit();
        Assert.True(code == 0, $"verify exited with {code}:\n{verify.Output}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Started)
            await process.DisposeAsync();
        _directory.Dispose();
    }

    private T Keep<T>(T process)
        where T : DotnetProcess
    {
        lock (_gate)
            _started.Add(process);
        return process;
    }
}
