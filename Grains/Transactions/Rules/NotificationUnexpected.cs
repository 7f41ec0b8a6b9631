using PosMonitor.Alerts;

namespace PosMonitor.Transactions.Rules;

/// <summary><c>notification.unexpected</c>: the customer was told of a charge that was not approved.</summary>
public sealed class NotificationUnexpected() : TransactionRule("notification.unexpected", 8)
{
    public override void Judge(TransactionCase change)
    {
        if (change.After.Verdict != Verdict.Unexpected)
        {
            if (change.IsOpen(this))
                change.Resolve(this, change.At);
            return;
        }
        if (change.IsOpen(this))
            return;
        change.Open(this, Math.Max(change.After.ToldAt, change.After.OutcomeAt), AlertSeverity.Critical,
            $"{change.Issuer} told the cardholder of {change.Money} that were never approved",
            $"{change.Issuer} 把一笔未获批准的 {change.Money} 交易通知了持卡人");
    }
}
