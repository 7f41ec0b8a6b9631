using PosMonitor.Alerts;

namespace PosMonitor.Transactions.Rules;

/// <summary><c>notification.late</c>: it was late at its source, but known here before it was overdue. Over as soon as it is said.</summary>
public sealed class NotificationLate() : TransactionRule("notification.late", 2)
{
    public override void Judge(TransactionCase change)
    {
        if (change.After.Verdict != Verdict.Late || change.WasOpen(this) || change.WasOpen(TransactionRules.Overdue))
            return;
        change.Note(this, change.After.MatchAt, AlertSeverity.Info,
            $"{change.Issuer} told the cardholder of {change.Money} {Words.Span(new TimeSpan(change.After.DelayTicks))} after the approval",
            $"{change.Issuer} 在批准 {Words.SpanZh(new TimeSpan(change.After.DelayTicks))}后才把 {change.Money} 的交易通知持卡人");
    }
}
