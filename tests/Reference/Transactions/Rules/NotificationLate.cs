namespace PosMonitor.Reference;

/// <summary>
/// <c>notification.late</c>: "info | a match arrives late and no overdue alert was ever open (it was late at its source, but known in time), at
/// its time | at once".
/// </summary>
public sealed class NotificationLate(AlertBook book) : TransactionRule(book)
{
    protected override string Name => "notification.late";
    protected override string Severity => "info";

    public override void Judge(TransactionChange change)
    {
        if (!change.Becomes(Verdict.Late) || WasEver("notification.overdue", change.Transaction))
            return;
        var at = change.Now.Cardholder.Match!.Time;
        Raise(change.Transaction, at).ResolvedAt = at;
    }
}
