using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PosMonitor.Access;
using PosMonitor.Alerts;
using PosMonitor.Journal;
using PosMonitor.Secrets;
using PosMonitor.Settings;
using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

/// <summary>
/// The embedded store: everything that one process keeps, in the one database file <c>posmonitor.db</c> of its data directory. Nothing
/// that was acknowledged is lost with the process or the machine: the write-ahead log is flushed with every commit.
/// </summary>
public sealed class SqliteStore : IDisposable
{
    private readonly DataDirectoryLock _lock;
    private readonly StoreWriter _writer;
    private readonly StoreReads _reads;

    private SqliteStore(DataDirectoryLock held, StoreFiles files, WriteSession session, StoreHealth health, StoreLog log)
    {
        _lock = held;
        Shards = session.Heads.Shards;
        var lastId = session.Connection.Number(SqliteSnapshotStore.LastId);
        _reads = new StoreReads(files);
        _writer = new StoreWriter(session, new StoreCheckpoints(files, log), health);
        Journal = new SqliteJournal(_writer, _reads, Shards);
        var snapshots = new SqliteSnapshotStore(_writer, _reads, log, Shards);
        Snapshots = snapshots;
        Alerts = new SqliteAlertStore(_writer, _reads);
        Configuration = new SqliteConfigurationStore(_writer, _reads, Shards);
        Keys = new SqliteKeyStore(_writer, _reads);
        Secrets = new SqliteSecretStore(_writer, _reads);
        Swept = snapshots.Start(lastId);
    }

    /// <summary>How many shards the store was made with.</summary>
    public int Shards { get; }

    public IJournal Journal { get; }

    public ISnapshotStore Snapshots { get; }

    public IAlertStore Alerts { get; }

    public IConfigurationStore Configuration { get; }

    public IKeyStore Keys { get; }
    public ISecretStore Secrets { get; }

    /// <summary>Completes when what broken-off snapshots left is removed.</summary>
    internal Task Swept { get; }

    internal StoreWriter Writer => _writer;

    /// <summary>Locks the data directory and opens its store, which is made where there is none.</summary>
    /// <exception cref="StoreUnusableException">Another process has the directory, it cannot be written, or a newer version made the store.</exception>
    public static SqliteStore Open(MonitorOptions options, TimeProvider time, StoreHealth health, ILogger<SqliteStore> logger)
    {
        var files = new StoreFiles(options);
        var log = new StoreLog(logger);
        var held = DataDirectoryLock.Take(files.Directory);
        try
        {
            return new SqliteStore(held, files, OpenSession(options, files, time, log), health, log);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <exception cref="StoreUnusableException">There is no store in the data directory.</exception>
    public static void CheckExists(MonitorOptions options)
    {
        if (!IsIn(options.DataDirectory))
            throw new StoreUnusableException($"There is no store in the data directory {Path.GetFullPath(options.DataDirectory)}.");
    }

    /// <summary>True where a data directory holds a store.</summary>
    public static bool IsIn(string directory) => File.Exists(Path.Combine(directory, StoreFiles.DatabaseName));

    /// <summary>How many shards the store of the data directory has; where there is none yet, what is configured.</summary>
    /// <exception cref="StoreUnusableException">A newer version made the store, or it cannot be read.</exception>
    public static int ShardsOfStore(MonitorOptions options)
    {
        var files = new StoreFiles(options);
        if (!File.Exists(files.Database))
            return options.Shards;
        try
        {
            using var connection = files.OpenExisting();
            return StoreSchema.ShardsOf(connection, files.Directory) ?? options.Shards;
        }
        catch (SqliteException e)
        {
            throw new StoreUnusableException($"The store {files.Database} cannot be read: {e.Message}", e);
        }
    }

    private static WriteSession OpenSession(MonitorOptions options, StoreFiles files, TimeProvider time, StoreLog log)
    {
        var connection = files.OpenWriter();
        try
        {
            var shards = StoreSchema.Prepare(connection, options.Shards, files.Directory);
            if (shards != options.Shards)
                log.KeepsShards(files.Database, shards, options.Shards);
            new AdminKeyFile(files.Directory).Import(connection, time.GetUtcNow());
            var session = new WriteSession(connection, shards, time);
            log.Opened(files.Database, shards, session.Heads.Unsaved());
            return session;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new StoreUnusableException($"The store {files.Database} cannot be opened: {e.Message}", e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Writes what waits, and gives the directory free.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        _reads.Dispose();
        _lock.Dispose();
    }
}
