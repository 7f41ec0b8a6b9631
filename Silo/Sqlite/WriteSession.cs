using Microsoft.Data.Sqlite;
using PosMonitor.Shards;

namespace PosMonitor.Sqlite;

/// <summary>What jobs write with: the connection, its prepared statements, and the rows of the journal that are being gathered.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    public WriteSession(SqliteConnection connection, int shards, TimeProvider time)
    {
        Connection = connection;
        Heads = LoadHeads(connection, shards);
        Journal = new JournalRows(connection, shards, time);
    }

    public SqliteConnection Connection { get; }

    public StoreHeads Heads { get; }

    public JournalRows Journal { get; }

    /// <summary>The prepared command of this text, made at its first use.</summary>
    public SqliteCommand Command(string sql, params ReadOnlySpan<string> names)
    {
        if (!_commands.TryGetValue(sql, out var command))
            _commands[sql] = command = Connection.Prepared(sql, names);
        return command;
    }

    /// <summary>Writes the jobs in one transaction and completes them.</summary>
    /// <returns>What made the whole commit fail, or null.</returns>
    public Exception? Commit(List<WriteJob> jobs)
    {
        var failure = Write(jobs, out var refusals);
        for (var i = 0; i < jobs.Count; i++)
        {
            if (refusals is not null && refusals.TryGetValue(i, out var refusal))
                jobs[i].TrySetException(refusal);
            else if (failure is not null)
                jobs[i].TrySetException(new JournalUnavailableException($"The store could not be written: {failure.Message}", failure));
            else
                jobs[i].TrySetResult();
        }
        return failure;
    }

    private Exception? Write(List<WriteJob> jobs, out Dictionary<int, Exception>? refusals)
    {
        refusals = null;
        try
        {
            Run("BEGIN IMMEDIATE");
            for (var i = 0; i < jobs.Count; i++)
            {
                if (jobs[i].Refusal(Heads) is { } refusal)
                    (refusals ??= [])[i] = refusal;
                else
                    jobs[i].Write(this);
            }
            Journal.Flush();
            Run("COMMIT");
            Heads.Keep();
            return null;
        }
        catch (Exception e)
        {
            RollBack();
            return e;
        }
    }

    // SQLite ends the transaction by itself on some errors (a full disk is one).
    private void RollBack()
    {
        Journal.Forget();
        Heads.Undo();
        if (SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) == 0)
            Run("ROLLBACK");
    }

    private void Run(string sql) => Command(sql).ExecuteNonQuery();

    private static StoreHeads LoadHeads(SqliteConnection connection, int shards)
    {
        var heads = new StoreHeads(shards);
        using var command = connection.Prepared("""
            SELECT coalesce((SELECT epoch FROM shard_owner WHERE shard = $shard), 0),
                coalesce((SELECT max(last_seq) FROM journal WHERE shard = $shard), 0),
                coalesce((SELECT seq FROM snapshot WHERE shard = $shard), 0),
                coalesce((SELECT id FROM snapshot WHERE shard = $shard), 0)
            """, "$shard");
        for (var shard = 0; shard < shards; shard++)
        {
            using var reader = command.With(shard).ExecuteReader();
            reader.Read();
            var snapshot = reader.GetInt64(2);
            heads[shard] = new ShardHead(reader.GetInt64(0), Math.Max(reader.GetInt64(1), snapshot), snapshot, reader.GetInt64(3), LoadLayers(connection, shard));
        }
        heads.AlertSeq = connection.Number("SELECT max(seq) FROM alert_change");
        heads.ConfigurationVersion = connection.Number("SELECT max(version) FROM configuration_change");
        heads.KeyVersion = connection.Number("SELECT max(version) FROM access_key");
        heads.Keep();
        return heads;
    }

    private static HashSet<long> LoadLayers(SqliteConnection connection, int shard)
    {
        using var command = connection.Prepared("SELECT number FROM snapshot_layer WHERE shard = $shard", "$shard");
        using var reader = command.With(shard).ExecuteReader();
        var layers = new HashSet<long>();
        while (reader.Read())
            layers.Add(reader.GetInt64(0));
        return layers;
    }

    public void Dispose()
    {
        Journal.Dispose();
        foreach (var command in _commands.Values)
            command.Dispose();
        Connection.Dispose();
    }
}
