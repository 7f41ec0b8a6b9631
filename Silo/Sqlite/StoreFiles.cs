using Microsoft.Data.Sqlite;
using PosMonitor.Settings;
using PosMonitor.Storage;
using SQLitePCL;

namespace PosMonitor.Sqlite;

/// <summary>Where the store of a data directory lies, and how its connections are set.</summary>
internal sealed class StoreFiles(MonitorOptions options)
{
    public const string DatabaseName = "posmonitor.db";
    public const int PageSize = 8192;
    private const long WalLimit = 64 << 20;

    // SQLite counts the memory that it takes unless it is told not to, before the first connection: under a lock, at each piece.
    static StoreFiles()
    {
        const int memoryStatus = 9;
        Batteries_V2.Init();
        raw.sqlite3_config(memoryStatus, 0);
    }

    public string Directory { get; } = Path.GetFullPath(options.DataDirectory);

    public string Database => Path.Combine(Directory, DatabaseName);

    /// <summary>Opens the one connection that writes. Checkpoints are run by <see cref="StoreCheckpoints"/>, not inside of commits.</summary>
    /// <exception cref="StoreUnusableException">The file cannot be opened or is not a database.</exception>
    public SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(Connection(SqliteOpenMode.ReadWriteCreate, pooled: false));
        try
        {
            connection.Open();
            connection.Execute($"PRAGMA page_size={PageSize}");
            connection.Execute("PRAGMA journal_mode=WAL");
            connection.Execute("PRAGMA synchronous=FULL");
            connection.Execute("PRAGMA wal_autocheckpoint=0");
            connection.Execute($"PRAGMA journal_size_limit={WalLimit}");
            connection.Execute("PRAGMA cache_size=-32768");
            connection.Execute("PRAGMA temp_store=MEMORY");
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new StoreUnusableException($"The store {Database} cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Opens a connection of its own, without a pool, to a store that exists.</summary>
    public SqliteConnection OpenExisting()
    {
        var connection = new SqliteConnection(Connection(SqliteOpenMode.ReadWrite, pooled: false));
        connection.Open();
        return connection;
    }

    /// <summary>A pooled connection for reading; to be opened, and disposed soon.</summary>
    public SqliteConnection Reader() => new(Connection(SqliteOpenMode.ReadOnly, pooled: true));

    private string Connection(SqliteOpenMode mode, bool pooled) => new SqliteConnectionStringBuilder
    {
        DataSource = Database,
        Mode = mode,
        Pooling = pooled,
        ForeignKeys = false,
    }.ToString();
}
