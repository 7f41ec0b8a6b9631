using System.Text;
using Microsoft.Data.Sqlite;
using PosMonitor.Alerts;
using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

/// <summary>Alerts in SQLite: a row an alert for the filters, a row a change with the alert as it stood.</summary>
internal sealed class SqliteAlertStore(StoreWriter writer, StoreReads reads) : IAlertStore
{
    private const string AsTheyStand = "SELECT a.id, a.seq, c.body FROM alert a JOIN alert_change c ON c.seq = a.seq WHERE ";

    /// <summary>The acquirers that see an alert which belongs to none of them. It came after the first stores; an older build does not mind it.</summary>
    public const string ReadersTable = "CREATE TABLE IF NOT EXISTS alert_reader(alert TEXT NOT NULL, acquirer TEXT NOT NULL, PRIMARY KEY(alert, acquirer)) WITHOUT ROWID";

    private const string WithinCut = """
         AND (a.acquirer IN (SELECT value FROM json_each($cut))
            OR a.acquirer IS NULL AND EXISTS (SELECT 1 FROM alert_reader s WHERE s.alert = a.id AND s.acquirer IN (SELECT value FROM json_each($cut))))
        """;

    // Each part by an index of its own: the whole table grows for as long as alerts are kept.
    private const string Unsettled = AsTheyStand + """
        a.status = 2 AND a.seq IN (
            SELECT seq FROM alert WHERE opened_at > $clock
            UNION SELECT seq FROM alert WHERE ended_at > $clock
            UNION SELECT p.seq FROM alert c JOIN alert p ON p.id = c.parent WHERE c.status <> 2
            UNION SELECT p.seq FROM alert c JOIN alert p ON p.id = c.parent WHERE c.opened_at > $clock
            UNION SELECT p.seq FROM alert c JOIN alert p ON p.id = c.parent WHERE c.ended_at > $clock)
        ORDER BY a.seq
        """;

    public Task<AlertBookState> Load(CancellationToken cancellation) => reads.Run(Load, cancellation);

    public Task Commit(AlertCommit commit) => writer.Write(new AlertBookWrite(commit));

    public Task<IReadOnlyList<Alert>> List(AlertQuery query, CancellationToken cancellation) =>
        reads.Run<IReadOnlyList<Alert>>(connection => List(connection, query), cancellation);

    public Task<AlertDetail?> Get(string id, CancellationToken cancellation) => reads.Run(connection => Get(connection, id), cancellation);

    public Task<IReadOnlyList<Alert>> Find(IReadOnlyCollection<string> ids, CancellationToken cancellation) => reads.Run<IReadOnlyList<Alert>>(
        connection => Alerts(connection, AsTheyStand + "a.id IN (SELECT value FROM json_each($ids))", ("$ids", StoredJson.Text(ids))),
        cancellation);

    public Task<IReadOnlyList<Alert>> Changes(long after, int limit, CancellationToken cancellation) => reads.Run<IReadOnlyList<Alert>>(
        connection => Alerts(connection, "SELECT alert, seq, body FROM alert_change WHERE seq > $after ORDER BY seq LIMIT $limit",
            ("$after", after), ("$limit", limit)),
        cancellation);

    public Task<long> JudgedThrough(CancellationToken cancellation) => reads.Run(connection => Clocks(connection).Judged, cancellation);

    public Task<long> LastSeq(CancellationToken cancellation) => reads.Run(LastSeq, cancellation);

    private static AlertBookState Load(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        var told = new Dictionary<int, long>();
        using (var command = connection.Prepared("SELECT shard, seq FROM shard_told"))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
                told[reader.GetInt32(0)] = reader.GetInt64(1);
        }
        var (judged, explained) = Clocks(connection);
        return new AlertBookState(
            LastSeq(connection),
            told,
            judged,
            explained,
            Alerts(connection, AsTheyStand + "a.status <> 2 ORDER BY a.seq"),
            Alerts(connection, Unsettled, ("$clock", explained)));
    }

    private static List<Alert> List(SqliteConnection connection, AlertQuery query)
    {
        var sql = new StringBuilder(AsTheyStand).Append("a.seq > $after");
        List<(string, object)> values = [("$after", query.After), ("$limit", query.Limit)];
        Filter("status", (int?)query.Status);
        Filter("rule", query.Rule);
        Filter("severity", (int?)query.Severity);
        Filter("acquirer", query.Acquirer);
        Filter("merchant", query.Merchant);
        Filter("terminal", query.Terminal);
        Filter("issuer", query.Issuer);
        if (query.Parent == AlertQuery.NoParent)
            sql.Append(" AND a.parent IS NULL");
        else
            Filter("parent", query.Parent);
        Filter("delivered", query.Delivered is { } delivered ? delivered ? 1 : 0 : null);
        if (query.Before is { } before)
        {
            sql.Append(" AND a.seq < $before");
            values.Add(("$before", before));
        }
        if (query.Cut is { } cut)
        {
            sql.Append(WithinCut);
            values.Add(("$cut", StoredJson.Text(cut.Acquirers)));
        }
        return Alerts(connection, sql.Append(query.Before is null ? " ORDER BY a.seq LIMIT $limit" : " ORDER BY a.seq DESC LIMIT $limit").ToString(), [.. values]);

        void Filter(string column, object? value)
        {
            if (value is null)
                return;
            sql.Append(" AND a.").Append(column).Append(" = $").Append(column);
            values.Add(("$" + column, value));
        }
    }

    private static AlertDetail? Get(SqliteConnection connection, string id)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        var found = Alerts(connection, AsTheyStand + "a.id = $id", ("$id", id));
        if (found.Count == 0)
            return null;
        using var command = connection.Prepared("SELECT seq, entry FROM alert_change WHERE alert = $id ORDER BY seq", "$id");
        using var reader = command.With(id).ExecuteReader();
        var history = new List<AlertHistoryEntry>();
        while (reader.Read())
        {
            var entry = StoredJson.Entry(reader.Blob(1));
            history.Add(new AlertHistoryEntry(reader.GetInt64(0), entry.At, entry.What, entry.By, entry.Text));
        }
        return new AlertDetail(found[0], history);
    }

    // Before the first judgement there is no row: that is "never", not 0.
    private static (long Judged, long Explained) Clocks(SqliteConnection connection)
    {
        using var command = connection.Prepared("SELECT judged_through, explained_through FROM book");
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : (long.MinValue, long.MinValue);
    }

    private static long LastSeq(SqliteConnection connection) => connection.Number("SELECT max(seq) FROM alert_change");

    // The query selects id, seq and body.
    private static List<Alert> Alerts(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        using var reader = command.ExecuteReader();
        var alerts = new List<Alert>();
        while (reader.Read())
            alerts.Add(StoredJson.Alert(reader.Blob(2)).ToAlert(reader.GetString(0), reader.GetInt64(1)));
        return alerts;
    }
}
