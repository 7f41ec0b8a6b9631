using PosMonitor.Alerts;

namespace PosMonitor.Transactions.Rules;

/// <summary><c>notification.overdue</c>: the bank has not told its customer in time; critical once the notification is missing.</summary>
public sealed class NotificationOverdue() : TransactionRule("notification.overdue", 1)
{
    public override void Judge(TransactionCase change)
    {
        var verdict = change.After.Verdict;
        if (verdict is not (Verdict.Overdue or Verdict.Missing))
        {
            if (change.IsOpen(this))
                Resolve(change);
            return;
        }
        var severity = verdict == Verdict.Missing ? AlertSeverity.Critical : AlertSeverity.Warning;
        if (!change.IsOpen(this))
        {
            var sla = change.Settings.NotifySla;
            change.Open(this, change.Facts.Response.Time + sla.Ticks, severity,
                $"{change.Issuer} has not told the cardholder of {change.Money} within {Words.Span(sla)}",
                $"{change.Issuer} 未在 {Words.SpanZh(sla)}内把 {change.Money} 的交易通知持卡人");
        }
        else if (verdict == Verdict.Missing && change.Before.Verdict != Verdict.Missing)
        {
            change.Escalate(this, change.Facts.Response.Time + change.Settings.NotifyDeadline.Ticks, severity);
        }
    }

    private void Resolve(TransactionCase change) =>
        change.Resolve(this, change.At, evidence =>
        {
            if (change.After.DelayTicks >= 0)
                evidence.WriteNumber("delayMs", Words.Milliseconds(change.After.DelayTicks));
        });
}
