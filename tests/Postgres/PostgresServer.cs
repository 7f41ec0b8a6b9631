using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PosMonitor.Testing;

/// <summary>
/// A PostgreSQL server of its own, in a directory below the temporary one, on a free port of the loopback address. It is a real one, with its
/// <c>fsync</c> on, and can be stopped, killed and started again.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "posmonitor";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<PostgresServer>> OfAssembly = new(StartShared);

    private readonly string _directory = Path.Combine(Path.GetTempPath(), "posmonitor-pg-" + Guid.NewGuid().ToString("N")[..12]);
    private readonly string[] _settings;
    private Process? _process;
    private int _databases;

    private PostgresServer(string[] settings) => _settings = settings;

    /// <summary>The one server that the tests of an assembly share, started at its first use and gone with the process. It is never stopped in between.</summary>
    public static Task<PostgresServer> Shared => OfAssembly.Value;

    /// <summary>Where it listens on 127.0.0.1; the same after a restart.</summary>
    public int Port { get; } = FreePort();

    /// <summary>What it has logged.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string Data => Path.Combine(_directory, "data");

    private string LogFile => Path.Combine(_directory, "log");

    /// <summary>Makes a server and starts it.</summary>
    /// <param name="settings">Further settings, each <c>name=value</c>.</param>
    /// <exception cref="InvalidOperationException">No PostgreSQL is installed, or it does not start; the message holds its log.</exception>
    public static async Task<PostgresServer> Start(params string[] settings)
    {
        var server = new PostgresServer(settings);
        server.Initialize();
        await server.Start();
        return server;
    }

    /// <summary>Makes a second server that follows this one; from then on a commit here is answered when it is on the disks of both.</summary>
    public async Task<PostgresServer> StartStandby()
    {
        var standby = new PostgresServer(_settings);
        Directory.CreateDirectory(standby._directory);
        ServerAccount.Own(standby._directory);
        var primary = $"host=127.0.0.1 port={Port} user={User} password={User}";
        RunToEnd("pg_basebackup", standby._directory, "-D", standby.Data, "-d", primary, "--write-recovery-conf", "--checkpoint=fast", "--no-sync");
        await standby.Start();
        await Execute("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'");
        await Execute("postgres", "SELECT pg_reload_conf()");
        return standby;
    }

    /// <summary>Makes of a standby a server of its own that can be written.</summary>
    public Task Promote() => Execute("postgres", "SELECT pg_promote()");

    /// <summary>How a database of this server is reached.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = User,
        Password = User,
        Database = database,
    }.ConnectionString;

    /// <summary>Makes an empty database.</summary>
    /// <returns>How it is reached.</returns>
    public async Task<string> CreateDatabase()
    {
        var name = "test_" + Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture);
        await Execute("postgres", $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Runs a command in a database.</summary>
    public Task Execute(string database, string sql) => PostgresQueries.Execute(ConnectionString(database), sql);

    /// <summary>Starts it again after a stop or a kill, and waits until it takes connections.</summary>
    public async Task Start()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            _process ??= Launch();
            if (await Answers())
                return;
            if (_process.HasExited)
            {
                // Children of one that was killed take a moment to go, and hold its shared memory until then.
                if (waited.Elapsed > Patience)
                    throw new InvalidOperationException($"PostgreSQL ended with {_process.ExitCode}: {Log}");
                _process = null;
            }
            if (waited.Elapsed > Patience)
                throw new InvalidOperationException($"PostgreSQL takes no connections within {Patience}: {Log}");
            await Task.Delay(20);
        }
    }

    /// <summary>Stops it and waits for its end.</summary>
    public Task Stop(PostgresStop how = PostgresStop.Fast) => End((int)how);

    /// <summary>Kills its first process with <c>kill -9</c>; what it has begun is recovered at the next start.</summary>
    public Task Kill() => End(Native.SigKill);

    /// <summary>Stops it and starts it again.</summary>
    public async Task Restart(PostgresStop how = PostgresStop.Immediate)
    {
        await Stop(how);
        await Start();
    }

    /// <summary>Holds every process of the server still, as a machine does that is out of reach, until <see cref="Resume"/>.</summary>
    public void Pause() => Signal(Native.SigStop);

    /// <summary>Lets a paused server go on.</summary>
    public void Resume() => Signal(Native.SigContinue);

    /// <summary>How large a file may get that a connection writes which is opened from now on: a disk that is full. Null for no limit.</summary>
    /// <param name="bytes">Not less than a segment of the log, 16 MiB.</param>
    public async Task LimitFiles(long? bytes)
    {
        var server = _process ?? throw new InvalidOperationException("The server does not run.");
        using var limit = ServerAccount.RunTool(
            "prlimit", "/", "--pid", server.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={bytes?.ToString(CultureInfo.InvariantCulture) ?? "unlimited"}:unlimited");
        await limit.WaitForExitAsync();
        if (limit.ExitCode != 0)
            throw new InvalidOperationException($"prlimit: {await limit.StandardError.ReadToEndAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        await End((int)PostgresStop.Immediate);
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<PostgresServer> StartShared()
    {
        var server = await Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }

    private void Initialize()
    {
        Directory.CreateDirectory(_directory);
        ServerAccount.Own(_directory);
        var passwords = Path.Combine(_directory, "password");
        File.WriteAllText(passwords, User);
        RunToEnd("initdb", _directory, "-D", Data, "-U", User, "-A", "scram-sha-256", "--pwfile", passwords, "-E", "UTF8", "--locale=C", "--no-sync");
    }

    private static void RunToEnd(string program, string directory, params string[] arguments)
    {
        using var process = ServerAccount.Run(program, directory, arguments);
        var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {said}");
    }

    private Process Launch()
    {
        List<string> arguments = ["-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture)];
        string[] all = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", .. _settings];
        foreach (var setting in all)
            arguments.AddRange("-c", setting);
        var process = ServerAccount.Run("postgres", _directory, [.. arguments]);
        var log = TextWriter.Synchronized(new StreamWriter(LogFile, append: true) { AutoFlush = true });
        process.OutputDataReceived += (_, line) => log.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => log.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task<bool> Answers()
    {
        try
        {
            await using var connection = PostgresQueries.Connection(ConnectionString("postgres"));
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task End(int signal)
    {
        if (_process is not { } process)
            return;
        if (!process.HasExited)
        {
            // One that is paused would hear of it only later.
            Signal(Native.SigContinue);
            Native.Kill(process.Id, signal);
        }
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.Dispose();
        _process = null;
    }

    private void Signal(int signal)
    {
        var server = _process ?? throw new InvalidOperationException("The server does not run.");
        foreach (var process in ServerAccount.Family(server.Id))
            Native.Kill(process, signal);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
