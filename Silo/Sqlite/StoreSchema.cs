using Microsoft.Data.Sqlite;
using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

/// <summary>The tables, and what a store says of itself.</summary>
internal static class StoreSchema
{
    /// <summary>Raised when an older build can no longer read what is written.</summary>
    public const int Format = 1;

    // Rows of the journal lie in the order of their commits and are found through the index: with 64 shards that writes 2 to 3 times as fast
    // as rows that lie in the order of (shard, last_seq), which split 64 pages all the time. `terminals` stands before `records`, so that a
    // row is passed over without its overflow pages being read. `configuration_change.shard` is the one shard that a change concerns, -1 for all. Pages of 8 KiB: 58 MB/s against 29 MB/s with 4 KiB, for rows of 1.5 KB.
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS shard_owner(shard INTEGER PRIMARY KEY, epoch INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS journal(
            shard INTEGER NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, epoch INTEGER NOT NULL,
            committed_at INTEGER NOT NULL, time_from INTEGER NOT NULL, time_to INTEGER NOT NULL, terminals BLOB, records BLOB NOT NULL,
            PRIMARY KEY(shard, last_seq));
        CREATE TABLE IF NOT EXISTS snapshot(
            shard INTEGER PRIMARY KEY, id INTEGER NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL, parts INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS snapshot_part(
            shard INTEGER NOT NULL, id INTEGER NOT NULL, part INTEGER NOT NULL, piece INTEGER NOT NULL, data BLOB NOT NULL,
            PRIMARY KEY(shard, id, part, piece));
        CREATE TABLE IF NOT EXISTS alert(
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, status INTEGER NOT NULL, rule TEXT NOT NULL, severity INTEGER NOT NULL,
            acquirer TEXT, merchant TEXT, terminal TEXT, issuer TEXT, parent TEXT, delivered INTEGER NOT NULL,
            opened_at INTEGER NOT NULL, ended_at INTEGER);
        CREATE INDEX IF NOT EXISTS alert_status ON alert(status);
        CREATE INDEX IF NOT EXISTS alert_rule ON alert(rule);
        CREATE INDEX IF NOT EXISTS alert_severity ON alert(severity);
        CREATE INDEX IF NOT EXISTS alert_acquirer ON alert(acquirer) WHERE acquirer IS NOT NULL;
        CREATE INDEX IF NOT EXISTS alert_merchant ON alert(merchant) WHERE merchant IS NOT NULL;
        CREATE INDEX IF NOT EXISTS alert_terminal ON alert(terminal) WHERE terminal IS NOT NULL;
        CREATE INDEX IF NOT EXISTS alert_issuer ON alert(issuer) WHERE issuer IS NOT NULL;
        CREATE INDEX IF NOT EXISTS alert_parent ON alert(parent) WHERE parent IS NOT NULL;
        CREATE INDEX IF NOT EXISTS alert_delivered ON alert(delivered);
        CREATE INDEX IF NOT EXISTS alert_opened_at ON alert(opened_at);
        CREATE INDEX IF NOT EXISTS alert_ended_at ON alert(ended_at) WHERE ended_at IS NOT NULL;
        CREATE TABLE IF NOT EXISTS alert_change(seq INTEGER PRIMARY KEY, alert TEXT NOT NULL, body BLOB NOT NULL, entry BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS alert_change_alert ON alert_change(alert);
        CREATE TABLE IF NOT EXISTS shard_told(shard INTEGER PRIMARY KEY, seq INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS configuration_change(
            version INTEGER PRIMARY KEY, kind INTEGER NOT NULL, key TEXT NOT NULL, shard INTEGER NOT NULL, body TEXT, by TEXT NOT NULL, at INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS configuration_change_key ON configuration_change(kind, key, version);
        CREATE INDEX IF NOT EXISTS configuration_change_shard ON configuration_change(shard, version);
        CREATE TABLE IF NOT EXISTS registry_terminal(
            acquirer TEXT NOT NULL, terminal TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY(acquirer, terminal)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS book(one INTEGER PRIMARY KEY CHECK (one = 1), judged_through INTEGER NOT NULL, explained_through INTEGER NOT NULL);
        """;

    /// <summary>Makes what is missing; a new store takes <paramref name="shards"/>.</summary>
    /// <returns>How many shards the store has.</returns>
    /// <exception cref="StoreUnusableException">A newer version made the store.</exception>
    public static int Prepare(SqliteConnection connection, int shards, string directory)
    {
        var known = ShardsOf(connection, directory);
        if (known is not null)
        {
            // These came after the first stores; an older build does not mind them.
            connection.Execute(JournalTimes.Index);
            connection.Execute(SqliteKeyStore.Table);
            connection.Execute(SqliteAlertStore.ReadersTable);
            connection.Execute(SqliteSecretStore.Table);
            connection.Execute(SqliteSnapshotStore.LayerTables);
            return known.Value;
        }
        using var transaction = connection.BeginTransaction();
        connection.Execute(Tables);
        connection.Execute(JournalTimes.Index);
        connection.Execute(SqliteKeyStore.Table);
        connection.Execute(SqliteAlertStore.ReadersTable);
        connection.Execute(SqliteSecretStore.Table);
        connection.Execute(SqliteSnapshotStore.LayerTables);
        connection.Execute($"INSERT INTO meta VALUES('format', {Format}), ('shards', {shards})");
        transaction.Commit();
        return shards;
    }

    /// <summary>How many shards the store has, or null where none is made yet.</summary>
    /// <exception cref="StoreUnusableException">A newer version made the store.</exception>
    public static int? ShardsOf(SqliteConnection connection, string directory)
    {
        if (connection.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'") == 0)
            return null;
        var format = connection.Number("SELECT value FROM meta WHERE name = 'format'");
        return format <= Format
            ? (int)connection.Number("SELECT value FROM meta WHERE name = 'shards'")
            : throw new StoreUnusableException(
                $"The data directory {directory} was written by a newer version (format {format}; this one reads up to {Format}). Start that version, or name another directory.");
    }
}
