using Npgsql;
using PosMonitor.Settings;
using PosMonitor.Terminals;

namespace PosMonitor.Postgres;

/// <summary>Settings and registry in PostgreSQL: a row a change, and a row a terminal as it stands.</summary>
internal sealed class PostgresConfigurationStore(BookWriter book, PostgresReads reads, int shards) : IConfigurationStore
{
    private const string Columns = "version, kind, key, body, \"by\", at";

    // A terminal that changes twice in one commit stands as the later change left it.
    private const string Statements = """
        , changes AS (
            INSERT INTO configuration_change
            SELECT c.version, c.kind, c.key, c.shard, c.body, c.by, c.at
            FROM unnest($5, $6, $7, $8, $9, $10, $11) AS c(version, kind, key, shard, body, by, at), claim),
        gone AS (
            DELETE FROM registry_terminal r USING unnest($12, $13, $14) AS t(acquirer, terminal, body), claim
            WHERE r.acquirer = t.acquirer AND r.terminal = t.terminal AND t.body IS NULL),
        terminals AS (
            INSERT INTO registry_terminal
            SELECT t.acquirer, t.terminal, t.version, t.body FROM unnest($12, $13, $14, $15) AS t(acquirer, terminal, body, version), claim WHERE t.body IS NOT NULL
            ON CONFLICT (acquirer, terminal) DO UPDATE SET version = excluded.version, body = excluded.body)
        """;

    public Task<ConfigurationState> Load(CancellationToken cancellation) => reads.Run(connection => Load(connection, cancellation), cancellation);

    public Task Append(IReadOnlyList<ConfigurationChange> changes)
    {
        var terminals = changes.Where(change => change.Kind == ConfigurationKind.Terminal).GroupBy(change => change.Key)
            .Select(same => (Key: TerminalKey.Parse(same.Key), Last: same.Last())).ToArray();
        return book.Write([.. changes.Select(change => change.Version)], Statements,
        [
            PostgresCommands.Array(changes.Select(change => change.Version)),
            PostgresCommands.Array(changes.Select(change => (short)change.Kind)),
            PostgresCommands.Array(changes.Select(change => change.Key)),
            PostgresCommands.Array(changes.Select(change => ConfigurationReach.Of(change, shards))),
            PostgresCommands.Array(changes.Select(change => change.Body)),
            PostgresCommands.Array(changes.Select(change => change.By)),
            PostgresCommands.Array(changes.Select(change => change.At.UtcTicks)),
            PostgresCommands.Array(terminals.Select(terminal => terminal.Key.Acquirer)),
            PostgresCommands.Array(terminals.Select(terminal => terminal.Key.Id)),
            PostgresCommands.Array(terminals.Select(terminal => terminal.Last.Body)),
            PostgresCommands.Array(terminals.Select(terminal => terminal.Last.Version)),
        ]);
    }

    public Task<ConfigurationNews> Since(int shard, long after, int limit, CancellationToken cancellation) =>
        reads.Run(connection => Since(connection, shard, after, limit, cancellation), cancellation);

    public async Task<IReadOnlyList<ConfigurationChange>> History(ConfigurationKind kind, string key, long before, int limit, CancellationToken cancellation) =>
        await reads.List(
            $"SELECT {Columns} FROM configuration_change WHERE kind = $1 AND key = $2 AND version < $3 ORDER BY version DESC LIMIT $4",
            ChangeOf, cancellation, (short)kind, key, before, limit);

    public async Task<IReadOnlyList<RegistryEntry>> ListTerminals(string acquirer, string after, int limit, CancellationToken cancellation) =>
        await reads.List(
            "SELECT acquirer, terminal, version, body FROM registry_terminal WHERE acquirer = $1 AND terminal > $2 ORDER BY terminal LIMIT $3",
            EntryOf, cancellation, acquirer, after, limit);

    public async Task<IReadOnlyList<RegistryEntry>> FindTerminals(IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        var parsed = keys.Select(TerminalKey.Parse).ToArray();
        return await reads.List(
            """
            SELECT r.acquirer, r.terminal, r.version, r.body FROM unnest($1, $2) AS k(acquirer, terminal)
            JOIN registry_terminal r ON r.acquirer = k.acquirer AND r.terminal = k.terminal
            """,
            EntryOf, cancellation, parsed.Select(key => key.Acquirer).ToArray(), parsed.Select(key => key.Id).ToArray());
    }

    private async Task<ConfigurationState> Load(NpgsqlConnection connection, CancellationToken cancellation)
    {
        const string latest = $"""
            SELECT {Columns} FROM (
                SELECT DISTINCT ON (kind, key) {Columns} FROM configuration_change WHERE kind < 2 ORDER BY kind, key, version DESC) newest
            ORDER BY version
            """;
        var head = await book.Load(connection, cancellation);
        return new ConfigurationState(head.Last, await connection.List(latest, ChangeOf, cancellation));
    }

    private static async Task<ConfigurationNews> Since(NpgsqlConnection connection, int shard, long after, int limit, CancellationToken cancellation)
    {
        // Each half is read from the index on (shard, version), in order, and no further than the page.
        const string half = $"(SELECT {Columns} FROM configuration_change WHERE shard = $1 AND version > $2 ORDER BY version LIMIT $3)";
        var everybody = FormattableString.Invariant($"{ConfigurationReach.Everybody}");
        var sql = shard == ConfigurationReach.Everybody ? half
            : $"{half} UNION ALL {half.Replace("$1", everybody, StringComparison.Ordinal)} ORDER BY version LIMIT $3";
        var last = (await connection.List("SELECT last FROM book WHERE name = 'configuration'", reader => reader.GetInt64(0), cancellation)).Single();
        var changes = await connection.List(sql, ChangeOf, cancellation, shard, after, limit);
        return changes.Count < limit ? new ConfigurationNews(Math.Max(after, last), changes, false) : new ConfigurationNews(changes[^1].Version, changes, changes[^1].Version < last);
    }

    private static RegistryEntry EntryOf(NpgsqlDataReader reader) =>
        new(TerminalKey.Of(reader.GetString(0), reader.GetString(1)), reader.GetString(3), reader.GetInt64(2));

    private static ConfigurationChange ChangeOf(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), (ConfigurationKind)reader.GetInt16(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.GetString(4), new DateTimeOffset(reader.GetInt64(5), TimeSpan.Zero));
}
