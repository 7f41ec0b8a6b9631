using PosMonitor.Alerts;

namespace PosMonitor.Transactions.Rules;

/// <summary><c>notification.mismatch</c>: the customer was told another amount or currency. A person resolves it.</summary>
public sealed class NotificationMismatch() : TransactionRule("notification.mismatch", 4)
{
    public override void Judge(TransactionCase change)
    {
        if (change.After.Verdict != Verdict.Mismatched || change.IsOpen(this))
            return;
        change.Open(this, Math.Max(change.After.MismatchAt, change.After.OutcomeAt), AlertSeverity.Critical,
            $"{change.Issuer} told the cardholder another amount than the {change.Money} that were charged",
            $"{change.Issuer} 通知持卡人的金额与实际交易 {change.Money} 不符");
    }
}
