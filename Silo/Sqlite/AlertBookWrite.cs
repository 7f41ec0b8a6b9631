using PosMonitor.Alerts;
using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

/// <summary>One commit of the alert book, all of it or nothing. The JSON is made on the thread of the caller.</summary>
internal sealed class AlertBookWrite(AlertCommit commit) : WriteJob
{
    private readonly (Alert Alert, byte[] Body, byte[] Entry)[] _changes = [.. commit.Changes.Select(change => (
        change.Alert,
        StoredJson.Bytes(StoredAlert.Of(change.Alert)),
        StoredJson.Bytes(new StoredEntry(change.Entry.At, change.Entry.What, change.Entry.By, change.Entry.Text))))];

    public override int Bytes => 256 + _changes.Length * 2048;

    // A second book that works at the same time would give a seq twice: it is told here.
    public override Exception? Refusal(StoreHeads heads)
    {
        var last = heads.AlertSeq;
        foreach (var (alert, _, _) in _changes)
        {
            if (alert.Seq != ++last)
                return new InvalidOperationException($"Change {alert.Seq} of the alerts does not follow {last - 1}, the last one in the store.");
        }
        return null;
    }

    public override void Write(WriteSession session)
    {
        foreach (var (alert, body, entry) in _changes)
        {
            WriteAlert(session, alert);
            WriteAcquirers(session, alert);
            session.Command("INSERT INTO alert_change VALUES($seq, $alert, $body, $entry)", "$seq", "$alert", "$body", "$entry")
                .With(alert.Seq, alert.Id, body, entry).ExecuteNonQuery();
        }
        if (_changes.Length > 0)
            session.Heads.AlertSeq = _changes[^1].Alert.Seq;
        WriteProgress(session);
    }

    private static void WriteAcquirers(WriteSession session, Alert alert)
    {
        foreach (var acquirer in AlertCut.AcquirersOf(alert))
            session.Command("INSERT OR IGNORE INTO alert_reader VALUES($alert, $acquirer)", "$alert", "$acquirer").With(alert.Id, acquirer).ExecuteNonQuery();
    }

    // Not INSERT OR REPLACE: of that SQLite keeps a copy of every page it touches, to undo half of it.
    private static void WriteAlert(WriteSession session, Alert alert)
    {
        const string insert = """
            INSERT INTO alert
            VALUES($seq, $id, $status, $rule, $severity, $acquirer, $merchant, $terminal, $issuer, $parent, $delivered, $opened, $ended)
            """;
        session.Command("DELETE FROM alert WHERE id = $id", "$id").With(alert.Id).ExecuteNonQuery();
        session.Command(insert, "$seq", "$id", "$status", "$rule", "$severity", "$acquirer", "$merchant", "$terminal", "$issuer", "$parent", "$delivered",
                "$opened", "$ended")
            .With(
                alert.Seq, alert.Id, (int)alert.Status, alert.Rule, (int)alert.Severity, alert.Acquirer, alert.Merchant, alert.Terminal,
                alert.Issuer, alert.Parent, alert.Delivered ? 1 : 0, alert.BeganAt, alert.EndedAt)
            .ExecuteNonQuery();
    }

    // How far a shard was heard, and how far it was judged and explained, never goes back.
    private void WriteProgress(WriteSession session)
    {
        const string told = "INSERT INTO shard_told VALUES($shard, $seq) ON CONFLICT(shard) DO UPDATE SET seq = max(seq, excluded.seq)";
        const string judged = """
            INSERT INTO book VALUES(1, $judged, $explained)
            ON CONFLICT(one) DO UPDATE SET
                judged_through = max(judged_through, excluded.judged_through), explained_through = max(explained_through, excluded.explained_through)
            """;
        foreach (var (shard, seq) in commit.Told)
            session.Command(told, "$shard", "$seq").With(shard, seq).ExecuteNonQuery();
        session.Command(judged, "$judged", "$explained").With(commit.JudgedThrough ?? long.MinValue, commit.ExplainedThrough).ExecuteNonQuery();
    }
}
