using Microsoft.Data.Sqlite;
using PosMonitor.Settings;
using PosMonitor.Terminals;

namespace PosMonitor.Sqlite;

/// <summary>Settings and registry in SQLite: a row a change, and a row a terminal as it stands.</summary>
internal sealed class SqliteConfigurationStore(StoreWriter writer, StoreReads reads, int shards) : IConfigurationStore
{
    private const string Columns = "version, kind, key, body, by, at";

    public Task<ConfigurationState> Load(CancellationToken cancellation) => reads.Run(Load, cancellation);

    public Task Append(IReadOnlyList<ConfigurationChange> changes) => writer.Write(new ConfigurationAppend(changes, shards));

    public Task<ConfigurationNews> Since(int shard, long after, int limit, CancellationToken cancellation) =>
        reads.Run(connection => Since(connection, shard, after, limit), cancellation);

    public Task<IReadOnlyList<ConfigurationChange>> History(ConfigurationKind kind, string key, long before, int limit, CancellationToken cancellation) =>
        reads.Run<IReadOnlyList<ConfigurationChange>>(
            connection => Changes(
                connection,
                $"SELECT {Columns} FROM configuration_change WHERE kind = $kind AND key = $key AND version < $before ORDER BY version DESC LIMIT $limit",
                ("$kind", (int)kind), ("$key", key), ("$before", before), ("$limit", limit)),
            cancellation);

    public Task<IReadOnlyList<RegistryEntry>> ListTerminals(string acquirer, string after, int limit, CancellationToken cancellation) =>
        reads.Run<IReadOnlyList<RegistryEntry>>(connection => ListTerminals(connection, acquirer, after, limit), cancellation);

    public Task<IReadOnlyList<RegistryEntry>> FindTerminals(IReadOnlyCollection<string> keys, CancellationToken cancellation) =>
        reads.Run<IReadOnlyList<RegistryEntry>>(connection => FindTerminals(connection, keys), cancellation);

    private static ConfigurationState Load(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        // With a single max(), SQLite takes the other columns from the row that has it.
        const string latest = """
            SELECT max(version), kind, key, body, by, at FROM configuration_change WHERE kind < 2 GROUP BY kind, key ORDER BY 1
            """;
        return new ConfigurationState(LastVersion(connection), Changes(connection, latest));
    }

    private static ConfigurationNews Since(SqliteConnection connection, int shard, long after, int limit)
    {
        // Each half is read from the index on (shard, version), in order, and no further than the page.
        const string half = $"SELECT * FROM (SELECT {Columns} FROM configuration_change WHERE shard = $shard AND version > $after ORDER BY version LIMIT $limit)";
        var sql = shard == ConfigurationReach.Everybody ? half
            : $"{half} UNION ALL {half.Replace("$shard", $"{ConfigurationReach.Everybody}", StringComparison.Ordinal)} ORDER BY version LIMIT $limit";
        using var transaction = connection.BeginTransaction(deferred: true);
        var last = LastVersion(connection);
        var changes = Changes(connection, sql, ("$shard", shard), ("$after", after), ("$limit", limit));
        return changes.Count < limit ? new ConfigurationNews(Math.Max(after, last), changes, false) : new ConfigurationNews(changes[^1].Version, changes, changes[^1].Version < last);
    }

    private static List<RegistryEntry> ListTerminals(SqliteConnection connection, string acquirer, string after, int limit)
    {
        using var command = connection.Prepared(
            "SELECT terminal, version, body FROM registry_terminal WHERE acquirer = $acquirer AND terminal > $after ORDER BY terminal LIMIT $limit",
            "$acquirer", "$after", "$limit");
        using var reader = command.With(acquirer, after, limit).ExecuteReader();
        var entries = new List<RegistryEntry>();
        while (reader.Read())
            entries.Add(new RegistryEntry(TerminalKey.Of(acquirer, reader.GetString(0)), reader.GetString(2), reader.GetInt64(1)));
        return entries;
    }

    private static List<RegistryEntry> FindTerminals(SqliteConnection connection, IReadOnlyCollection<string> keys)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        using var command = connection.Prepared("SELECT version, body FROM registry_terminal WHERE acquirer = $acquirer AND terminal = $terminal", "$acquirer", "$terminal");
        var entries = new List<RegistryEntry>();
        foreach (var key in keys)
        {
            var (acquirer, terminal) = TerminalKey.Parse(key);
            using var reader = command.With(acquirer, terminal).ExecuteReader();
            if (reader.Read())
                entries.Add(new RegistryEntry(key, reader.GetString(1), reader.GetInt64(0)));
        }
        return entries;
    }

    private static long LastVersion(SqliteConnection connection) => connection.Number("SELECT max(version) FROM configuration_change");

    // The query selects the columns in their order.
    private static List<ConfigurationChange> Changes(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        using var reader = command.ExecuteReader();
        var changes = new List<ConfigurationChange>();
        while (reader.Read())
        {
            changes.Add(new ConfigurationChange(
                reader.GetInt64(0), (ConfigurationKind)reader.GetByte(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
                reader.GetString(4), new DateTimeOffset(reader.GetInt64(5), TimeSpan.Zero)));
        }
        return changes;
    }
}
