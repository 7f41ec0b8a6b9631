using Npgsql;
using PosMonitor.Alerts;
using PosMonitor.Alerts.RootCauses;
using PosMonitor.Storage;

namespace PosMonitor.Postgres;

/// <summary>What one commit of the alert book writes: every change, the alerts as they stand after it, how far each shard was heard, and the clocks.</summary>
internal static class AlertBookRows
{
    // How far a shard was heard, and how far it was judged and explained, never goes back.
    public const string Statements = """
        , changes AS (
            INSERT INTO alert_change SELECT c.seq, c.alert, c.body, c.entry FROM unnest($5, $6, $7, $8) AS c(seq, alert, body, entry), claim),
        alerts AS (
            INSERT INTO alert
            SELECT a.seq, a.id, a.status, a.rule, a.severity, a.acquirer, a.merchant, a.terminal, a.issuer, a.parent, a.delivered, a.opened_at, a.ended_at,
                a.seq, a.subject_kind, a.subject_id, a.onset_at, a.detected_at, a.earlier_parents, a.blamed_issuer
            FROM unnest($9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $28, $29, $30, $31, $32, $33)
                AS a(seq, id, status, rule, severity, acquirer, merchant, terminal, issuer, parent, delivered, opened_at, ended_at,
                    subject_kind, subject_id, onset_at, detected_at, earlier_parents, blamed_issuer), claim
            ON CONFLICT (id) DO UPDATE SET
                seq = excluded.seq, status = excluded.status, rule = excluded.rule, severity = excluded.severity, acquirer = excluded.acquirer,
                merchant = excluded.merchant, terminal = excluded.terminal, issuer = excluded.issuer, parent = excluded.parent,
                delivered = excluded.delivered, opened_at = excluded.opened_at, ended_at = excluded.ended_at, head_seq = excluded.head_seq,
                subject_kind = excluded.subject_kind, subject_id = excluded.subject_id, onset_at = excluded.onset_at,
                detected_at = excluded.detected_at, earlier_parents = excluded.earlier_parents, blamed_issuer = excluded.blamed_issuer),
        readers AS (
            INSERT INTO alert_reader SELECT r.alert, r.acquirer FROM unnest($26, $27) AS r(alert, acquirer), claim ON CONFLICT DO NOTHING),
        told AS (
            INSERT INTO shard_told SELECT t.shard, t.seq FROM unnest($22, $23) AS t(shard, seq), claim
            ON CONFLICT (shard) DO UPDATE SET seq = greatest(shard_told.seq, excluded.seq)),
        clock AS (
            INSERT INTO alert_clock SELECT 1, $24, $25 FROM claim
            ON CONFLICT (one) DO UPDATE SET
                judged_through = greatest(alert_clock.judged_through, excluded.judged_through),
                explained_through = greatest(alert_clock.explained_through, excluded.explained_through))
        """;

    public static List<NpgsqlParameter> Parameters(AlertCommit commit)
    {
        var changes = commit.Changes;
        // An alert that changes twice stands as the later change left it.
        Alert[] alerts = [.. changes.Select(change => change.Alert).GroupBy(alert => alert.Id).Select(same => same.Last())];
        // Evidence only grows: whoever saw an earlier change of the alert sees this one.
        (string Alert, string Acquirer)[] readers =
            [.. changes.SelectMany(change => AlertCut.AcquirersOf(change.Alert).Select(acquirer => (change.Alert.Id, acquirer))).Distinct()];
        return
        [
            PostgresCommands.Array(changes.Select(change => change.Alert.Seq)),
            PostgresCommands.Array(changes.Select(change => change.Alert.Id)),
            PostgresCommands.Array(changes.Select(change => StoredJson.Bytes(StoredAlert.Of(change.Alert)))),
            PostgresCommands.Array(changes.Select(change => StoredJson.Bytes(new StoredEntry(change.Entry.At, change.Entry.What, change.Entry.By, change.Entry.Text)))),
            PostgresCommands.Array(alerts.Select(alert => alert.Seq)),
            PostgresCommands.Array(alerts.Select(alert => alert.Id)),
            PostgresCommands.Array(alerts.Select(alert => (short)alert.Status)),
            PostgresCommands.Array(alerts.Select(alert => alert.Rule)),
            PostgresCommands.Array(alerts.Select(alert => (short)alert.Severity)),
            PostgresCommands.Array(alerts.Select(alert => alert.Acquirer)),
            PostgresCommands.Array(alerts.Select(alert => alert.Merchant)),
            PostgresCommands.Array(alerts.Select(alert => alert.Terminal)),
            PostgresCommands.Array(alerts.Select(alert => alert.Issuer)),
            PostgresCommands.Array(alerts.Select(alert => alert.Parent)),
            PostgresCommands.Array(alerts.Select(alert => alert.Delivered)),
            PostgresCommands.Array(alerts.Select(alert => alert.BeganAt)),
            PostgresCommands.Array(alerts.Select(alert => alert.EndedAt)),
            PostgresCommands.Array(commit.Told.Select(told => told.Key)),
            PostgresCommands.Array(commit.Told.Select(told => told.Value)),
            new NpgsqlParameter<long> { TypedValue = commit.JudgedThrough ?? long.MinValue },
            new NpgsqlParameter<long> { TypedValue = commit.ExplainedThrough },
            PostgresCommands.Array(readers.Select(reader => reader.Alert)),
            PostgresCommands.Array(readers.Select(reader => reader.Acquirer)),
            PostgresCommands.Array(alerts.Select(alert => (short)alert.SubjectKind)),
            PostgresCommands.Array(alerts.Select(alert => alert.SubjectId)),
            PostgresCommands.Array(alerts.Select(alert => alert.OpenedAt.UtcTicks)),
            PostgresCommands.Array(alerts.Select(alert => alert.DetectedAt.UtcTicks)),
            PostgresCommands.Array(alerts.Select(alert => alert.EarlierParents)),
            PostgresCommands.Array(alerts.Select(RootCauseRules.BlamedIssuerOf)),
        ];
    }
}
