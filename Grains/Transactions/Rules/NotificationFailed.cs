using PosMonitor.Alerts;

namespace PosMonitor.Transactions.Rules;

/// <summary><c>notification.failed</c>: a notification that was expected could not be delivered, and no other has come yet.</summary>
public sealed class NotificationFailed() : TransactionRule("notification.failed", 16)
{
    public override void Judge(TransactionCase change)
    {
        var after = change.After;
        if (!after.Expected || after.MatchAt != long.MaxValue)
        {
            if (change.IsOpen(this))
                change.Resolve(this, change.At);
            return;
        }
        if (after.FailedAt == long.MaxValue || change.IsOpen(this))
            return;
        change.Open(this, Math.Max(after.FailedAt, change.Facts.Response.Time), AlertSeverity.Warning,
            $"{change.Issuer} could not deliver the notification of {change.Money} to the cardholder",
            $"{change.Issuer} 发给持卡人的 {change.Money} 交易通知未能送达");
    }
}
