using PosMonitor.EndToEnd.Processes;
using PosMonitor.Testing;

namespace PosMonitor.Cluster.Chaos;

/// <summary>
/// Silos, gateways and a database to which faults happen: those of one silo, one gateway or the database one after the other, all else at the same time.
/// </summary>
internal sealed class ChaoticCluster : IAsyncDisposable
{
    private const string CutAll = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

    private readonly PostgresServer _database;
    private readonly MonitorCluster _cluster;
    private readonly List<SupervisedSilo> _silos = [];
    private readonly MonitorProcess[] _gateways;
    private readonly MonitorClient[] _clients;
    private readonly Dictionary<(string, int), Task> _work = [];
    private readonly SortedDictionary<ChaosFaultKind, int> _counts = [];
    private int _declaredDeadOfRemoved;

    private ChaoticCluster(PostgresServer database, MonitorCluster cluster)
    {
        (_database, _cluster) = (database, cluster);
        _gateways = [.. Enumerable.Range(0, ChaosPlan.Gateways).Select(_ => cluster.Gateway())];
        _clients = [.. _gateways.Select(gateway => new MonitorClient(gateway.Address))];
        for (var i = 0; i < ChaosPlan.Silos; i++)
            _silos.Add(NewSilo());
    }

    /// <summary>Clients of the gateways' addresses, which stay.</summary>
    public IReadOnlyList<MonitorClient> Gateways => _clients;

    /// <summary>How often each fault happened.</summary>
    public string Counts => string.Join(", ", _counts.Select(count => $"{count.Value} × {count.Key}"))
        + $"; {_silos.Sum(silo => silo.DeclaredDead) + _declaredDeadOfRemoved} silos declared dead";

    /// <summary>Starts a cluster on a database server of its own, and does not wait for it.</summary>
    public static async Task<ChaoticCluster> Start(params string[] settings)
    {
        var database = await PostgresServer.Start();
        return new ChaoticCluster(database, await MonitorCluster.On(database, settings));
    }

    /// <summary>Has a fault happen, and does not wait until it is over.</summary>
    public void Happen(ChaosFault fault)
    {
        _counts[fault.Kind] = _counts.GetValueOrDefault(fault.Kind) + 1;
        if (fault.Kind == ChaosFaultKind.SiloAdded)
        {
            _silos.Add(NewSilo());
            return;
        }
        var key = (Part(fault.Kind), fault.Target);
        var before = _work.GetValueOrDefault(key, Task.CompletedTask);
        _work[key] = After(before, Work(fault));

        static async Task After(Task before, Func<Task> work)
        {
            await before;
            await work();
        }
    }

    /// <summary>Throws where something is not as it must be: a silo exited otherwise than it should have, or a fault could not be carried out.</summary>
    public async Task IsInOrder()
    {
        foreach (var task in _work.Values.Concat(_silos.Select(silo => silo.Supervision)).Where(task => task.IsFaulted))
            await task;
    }

    /// <summary>Waits until all faults are over, all processes are there and events are taken.</summary>
    public async Task IsWhole()
    {
        await Task.WhenAll(_work.Values);
        foreach (var silo in _silos)
            await silo.Joined();
        await IsInOrder();
        foreach (var gateway in _gateways)
            await gateway.Ready();
    }

    /// <summary>Has all that is kept compared with what follows from the journals; there is no difference.</summary>
    public Task IsVerified() => _cluster.IsVerified();

    /// <summary>Writes what each process has written into a directory, for whoever looks for the cause of a failure.</summary>
    /// <returns>The directory.</returns>
    public string KeepOutputs()
    {
        var directory = Directory.CreateTempSubdirectory("posmonitor-chaos-").FullName;
        foreach (var (number, process) in _cluster.Started.Index())
            File.WriteAllText(Path.Combine(directory, $"{number:D3}-{process.GetType().Name}.log"), process.Output);
        File.WriteAllText(Path.Combine(directory, "postgres.log"), _database.Log);
        return directory;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await _cluster.DisposeAsync();
        await _database.DisposeAsync();
    }

    private SupervisedSilo NewSilo() => new(() => _cluster.Silo());

    private static string Part(ChaosFaultKind kind) => kind switch
    {
        ChaosFaultKind.GatewayKilled => "gateway",
        ChaosFaultKind.DatabaseRestarted or ChaosFaultKind.ConnectionsCut => "database",
        _ => "silo",
    };

    private Func<Task> Work(ChaosFault fault)
    {
        var silo = Part(fault.Kind) == "silo" ? _silos[fault.Target] : null;
        if (fault.Kind == ChaosFaultKind.SiloRemoved)
            _silos.RemoveAt(fault.Target);
        return fault.Kind switch
        {
            ChaosFaultKind.SiloKilled => silo!.Kill,
            ChaosFaultKind.SiloFrozen => () => silo!.Freeze(fault.For),
            ChaosFaultKind.SiloStopped => silo!.Stop,
            ChaosFaultKind.SiloRemoved => () => Remove(silo!),
            ChaosFaultKind.GatewayKilled => () => KillGateway(fault.Target),
            ChaosFaultKind.DatabaseRestarted => () => RestartDatabase(fault.For),
            ChaosFaultKind.ConnectionsCut => () => PostgresQueries.Execute(_cluster.Connection, CutAll),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, "Not a fault of something that is there."),
        };
    }

    private async Task Remove(SupervisedSilo silo)
    {
        await silo.Remove();
        _declaredDeadOfRemoved += silo.DeclaredDead;
    }

    private async Task KillGateway(int number)
    {
        await _gateways[number].Kill();
        _gateways[number] = _cluster.Gateway(_gateways[number].Address.Port);
    }

    private async Task RestartDatabase(TimeSpan away)
    {
        await _database.Stop(PostgresStop.Immediate);
        await Task.Delay(away);
        await _database.Start();
    }
}
