using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PosMonitor.Storage;

namespace PosMonitor.Postgres;

/// <summary>
/// Makes the tables and brings older ones up to date, one migration after the other, each once: whoever comes first does it, others wait for it.
/// </summary>
public sealed class PostgresSchema
{
    private const int OldestServer = 150_000;
    private const long MigrationLock = 0x706f736d_6f6e0001;  // "posmon", 1
    private const string Resources = "migrations/";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly string _connectionString;
    private readonly PostgresLog _log;
    private readonly Lock _gate = new();
    private int? _shards;

    /// <summary>Nothing is connected before <see cref="Prepare"/>.</summary>
    /// <param name="connectionString">As <see cref="PostgresConnections.Complete"/> takes it.</param>
    /// <param name="logger">Told what is waited for.</param>
    /// <exception cref="StoreUnusableException">It is not a connection string.</exception>
    public PostgresSchema(string? connectionString, ILogger<PostgresStore> logger)
    {
        _connectionString = PostgresConnections.Complete(connectionString);
        _log = new PostgresLog(logger);
    }

    /// <summary>The connection string, completed.</summary>
    internal string ConnectionString => _connectionString;

    /// <summary>Makes what is missing, once in this process; waits for a server that is not there.</summary>
    /// <param name="shards">How many shards a new store takes.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <returns>How many shards the store has.</returns>
    /// <exception cref="StoreUnusableException">
    /// The server is too old, does not let us in or has no such database; or a newer version made the store.
    /// </exception>
    public int Prepare(int shards, CancellationToken cancellation)
    {
        lock (_gate)
            return _shards ??= WaitAndMigrate(shards, cancellation);
    }

    private int WaitAndMigrate(int shards, CancellationToken cancellation)
    {
        var database = PostgresConnections.Describe(_connectionString);
        var told = false;
        while (true)
        {
            try
            {
                return Migrate(shards, database);
            }
            catch (Exception failure) when (PostgresFailure.IsWrongSetting(failure))
            {
                throw new StoreUnusableException($"{database} cannot be used: {PostgresFailure.Words(failure)}.", failure);
            }
            catch (Exception failure) when (failure is NpgsqlException { IsTransient: true } or TimeoutException or IOException
                || failure is NpgsqlException and not PostgresException)
            {
                if (!told)
                    _log.Waiting(database, PostgresFailure.Words(failure));
                told = true;
            }
            cancellation.WaitHandle.WaitOne(Pause);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private int Migrate(int shards, string database)
    {
        // A pool of its own would outlive this one use.
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        connection.Open();
        CheckServer(connection, database);
        using var transaction = connection.BeginTransaction();
        Execute(connection, $"SELECT pg_advisory_xact_lock({MigrationLock})");
        // Where the schema is there, who may not make one need not.
        if (Number(connection, $"SELECT count(*) FROM pg_namespace WHERE nspname = '{PostgresConnections.Schema}'") == 0)
            Execute(connection, $"CREATE SCHEMA {PostgresConnections.Schema}");
        var scripts = Scripts();
        var from = VersionOf(connection);
        if (from > scripts.Count)
        {
            throw new StoreUnusableException(
                $"The store in {database} was made by a newer version (version {from}; this one knows up to {scripts.Count}). Start that version, or name another database.");
        }
        for (var version = from; version < scripts.Count; version++)
        {
            Execute(connection, scripts[(int)version]);
            Execute(connection, $"INSERT INTO schema_version VALUES({version + 1}, now())");
        }
        var kept = KeepShards(connection, shards);
        transaction.Commit();
        if (from < scripts.Count)
            _log.Migrated(database, from, scripts.Count);
        if (kept != shards)
            _log.KeepsShards(database, kept, shards);
        return (int)kept;
    }

    private static void CheckServer(NpgsqlConnection connection, string database)
    {
        if (Number(connection, "SELECT current_setting('server_version_num')::bigint") < OldestServer)
            throw new StoreUnusableException($"{database} is of PostgreSQL {connection.ServerVersion}; 15 or newer is needed.");
        if (Number(connection, "SELECT count(*) FROM pg_database WHERE datname = current_database() AND pg_encoding_to_char(encoding) = 'UTF8'") == 0)
            throw new StoreUnusableException($"{database} is not encoded in UTF8. Make it with ENCODING 'UTF8'.");
    }

    private static long VersionOf(NpgsqlConnection connection)
    {
        Execute(connection, "CREATE TABLE IF NOT EXISTS schema_version(version integer PRIMARY KEY, applied_at timestamptz NOT NULL)");
        return Number(connection, "SELECT coalesce(max(version), 0)::bigint FROM schema_version");
    }

    private static long KeepShards(NpgsqlConnection connection, int shards)
    {
        Execute(connection, $"INSERT INTO meta VALUES('shards', {shards}) ON CONFLICT DO NOTHING");
        var kept = Number(connection, "SELECT value FROM meta WHERE name = 'shards'");
        Execute(connection, $"INSERT INTO shard_owner SELECT shard, 0, 0, 0, 0 FROM generate_series(0, {kept - 1}) shard ON CONFLICT DO NOTHING");
        return kept;
    }

    // 0001, 0002 …: each stands for the version that it makes.
    private static List<string> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Resources, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

        string Read(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static long Number(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
