using System.Globalization;
using System.Text;
using Npgsql;
using PosMonitor.Alerts;
using PosMonitor.Parties;
using PosMonitor.Storage;

namespace PosMonitor.Postgres;

/// <summary>Alerts in PostgreSQL: a row an alert for the filters, a row a change with the alert as it stood.</summary>
internal sealed class PostgresAlertStore(BookWriter book, PostgresReads reads) : IAlertStore
{
    private const string AsTheyStand = "SELECT a.id, a.seq, c.body FROM alert a JOIN alert_change c ON c.seq = a.seq WHERE ";

    // Of terminals and transactions: AlertHead.IsEnough.
    private const string HasHead = "(a.head_seq IS NOT DISTINCT FROM a.seq AND a.subject_kind IN (4, 5))";

    private const string OpenHeads = """
        SELECT a.id, a.seq, a.rule, a.severity, a.status, a.subject_kind, a.subject_id, a.acquirer, a.merchant, a.terminal, a.issuer,
            a.onset_at, a.opened_at, a.detected_at, a.ended_at, a.parent, a.earlier_parents, a.delivered, a.blamed_issuer
        FROM alert a WHERE a.status IN (0, 1) AND 
        """ + HasHead;

    private const string OtherOpen = AsTheyStand + "a.status IN (0, 1) AND NOT " + HasHead;

    // Each part by an index of its own: the whole table grows for as long as alerts are kept.
    private const string Unsettled = AsTheyStand + """
        a.status = 2 AND a.seq IN (
            SELECT seq FROM alert WHERE opened_at > $1
            UNION SELECT seq FROM alert WHERE ended_at > $1
            UNION SELECT p.seq FROM alert c JOIN alert p ON p.id = c.parent WHERE c.status IN (0, 1)
            UNION SELECT p.seq FROM alert c JOIN alert p ON p.id = c.parent WHERE c.opened_at > $1
            UNION SELECT p.seq FROM alert c JOIN alert p ON p.id = c.parent WHERE c.ended_at > $1)
        ORDER BY a.seq
        """;

    public Task<AlertBookState> Load(CancellationToken cancellation) => reads.Run(connection => Load(connection, cancellation), cancellation);

    public Task Commit(AlertCommit commit) =>
        book.Write([.. commit.Changes.Select(change => change.Alert.Seq)], AlertBookRows.Statements, AlertBookRows.Parameters(commit));

    public async Task<IReadOnlyList<Alert>> List(AlertQuery query, CancellationToken cancellation)
    {
        var sql = new StringBuilder(AsTheyStand).Append("a.seq > $1");
        List<object> values = [query.After, query.Limit];
        Filter("status", (short?)query.Status);
        Filter("rule", query.Rule);
        Filter("severity", (short?)query.Severity);
        Filter("acquirer", query.Acquirer);
        Filter("merchant", query.Merchant);
        Filter("terminal", query.Terminal);
        Filter("issuer", query.Issuer);
        if (query.Parent == AlertQuery.NoParent)
            sql.Append(" AND a.parent IS NULL");
        else
            Filter("parent", query.Parent);
        Filter("delivered", query.Delivered);
        if (query.Before is { } before)
        {
            values.Add(before);
            sql.Append(CultureInfo.InvariantCulture, $" AND a.seq < ${values.Count}");
        }
        if (query.Cut is { } cut)
        {
            values.Add(cut.Acquirers.ToArray());
            sql.Append(CultureInfo.InvariantCulture, $"""
                 AND (a.acquirer = ANY(${values.Count})
                    OR a.acquirer IS NULL AND EXISTS (SELECT FROM alert_reader s WHERE s.alert = a.id AND s.acquirer = ANY(${values.Count})))
                """);
        }
        // PostgreSQL takes no text with this character, and there is none.
        if (values.OfType<string>().Any(text => text.Contains('\0', StringComparison.Ordinal)))
            return [];
        return await reads.List(sql.Append(query.Before is null ? " ORDER BY a.seq LIMIT $2" : " ORDER BY a.seq DESC LIMIT $2").ToString(), AlertOf, cancellation, [.. values]);

        void Filter(string column, object? value)
        {
            if (value is null)
                return;
            values.Add(value);
            sql.Append(CultureInfo.InvariantCulture, $" AND a.{column} = ${values.Count}");
        }
    }

    public Task<AlertDetail?> Get(string id, CancellationToken cancellation) => id.Contains('\0', StringComparison.Ordinal)
        ? Task.FromResult<AlertDetail?>(null)
        : reads.Run(connection => Get(connection, id, cancellation), cancellation);

    public async Task<IReadOnlyList<Alert>> Find(IReadOnlyCollection<string> ids, CancellationToken cancellation) =>
        await reads.List(AsTheyStand + "a.id = ANY($1)", AlertOf, cancellation, (object)ids.ToArray());

    public async Task<IReadOnlyList<Alert>> Changes(long after, int limit, CancellationToken cancellation) =>
        await reads.List("SELECT alert, seq, body FROM alert_change WHERE seq > $1 ORDER BY seq LIMIT $2", AlertOf, cancellation, after, limit);

    public async Task<long> JudgedThrough(CancellationToken cancellation) =>
        (await reads.List("SELECT judged_through FROM alert_clock", reader => reader.GetInt64(0), cancellation)).FirstOrDefault(long.MinValue);

    public async Task<long> LastSeq(CancellationToken cancellation) =>
        (await reads.List("SELECT last FROM book WHERE name = 'alerts'", reader => reader.GetInt64(0), cancellation)).Single();

    private async Task<AlertBookState> Load(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var head = await book.Load(connection, cancellation);
        var told = await connection.List("SELECT shard, seq FROM shard_told", reader => KeyValuePair.Create(reader.GetInt32(0), reader.GetInt64(1)), cancellation);
        var clocks = await connection.List(
            "SELECT judged_through, explained_through FROM alert_clock", reader => (reader.GetInt64(0), reader.GetInt64(1)), cancellation);
        // Before the first judgement there is no row: that is "never", not 0.
        var (judged, explained) = clocks.Count > 0 ? clocks[0] : (long.MinValue, long.MinValue);
        List<IAlertHead> open =
            [.. await connection.List(OpenHeads, HeadOf, cancellation), .. await connection.List(OtherOpen, AlertOf, cancellation)];
        open.Sort(static (one, other) => one.Seq.CompareTo(other.Seq));
        return new AlertBookState(
            head.Last,
            new Dictionary<int, long>(told),
            judged,
            explained,
            open,
            await connection.List(Unsettled, AlertOf, cancellation, explained));
    }

    private static async Task<AlertDetail?> Get(NpgsqlConnection connection, string id, CancellationToken cancellation)
    {
        var found = await connection.List(AsTheyStand + "a.id = $1", AlertOf, cancellation, id);
        if (found.Count == 0)
            return null;
        var history = await connection.List("SELECT seq, entry FROM alert_change WHERE alert = $1 ORDER BY seq", EntryOf, cancellation, id);
        return new AlertDetail(found[0], history);
    }

    // The query selects id, seq and body.
    private static Alert AlertOf(NpgsqlDataReader reader) => StoredJson.Alert(reader.Bytes(2)).ToAlert(reader.GetString(0), reader.GetInt64(1));

    private static AlertHead HeadOf(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetString(0),
        Seq = reader.GetInt64(1),
        Rule = reader.GetString(2),
        Severity = (AlertSeverity)reader.GetInt16(3),
        Status = (AlertStatus)reader.GetInt16(4),
        SubjectKind = (SubjectKind)reader.GetInt16(5),
        SubjectId = reader.GetString(6),
        Acquirer = TextOf(reader, 7),
        Merchant = TextOf(reader, 8),
        Terminal = TextOf(reader, 9),
        Issuer = TextOf(reader, 10),
        OpenedAt = new DateTimeOffset(reader.GetInt64(11), TimeSpan.Zero),
        BeganAt = reader.GetInt64(12),
        DetectedAt = new DateTimeOffset(reader.GetInt64(13), TimeSpan.Zero),
        EndedAt = reader.IsDBNull(14) ? null : reader.GetInt64(14),
        Parent = TextOf(reader, 15),
        EarlierParents = TextOf(reader, 16),
        Delivered = reader.GetBoolean(17),
        BlamedIssuer = TextOf(reader, 18),
    };

    private static string? TextOf(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static AlertHistoryEntry EntryOf(NpgsqlDataReader reader)
    {
        var entry = StoredJson.Entry(reader.Bytes(1));
        return new AlertHistoryEntry(reader.GetInt64(0), entry.At, entry.What, entry.By, entry.Text);
    }
}
