namespace PosMonitor.Reference;

/// <summary>
/// <c>notification.overdue</c>: "warning; critical once missing | verdict becomes overdue, at r + NotifySla | the verdict is neither overdue nor
/// missing any more, at the time of the event that made it so; with evidence.delayMs if that is a match".
/// </summary>
public sealed class NotificationOverdue(AlertBook book) : TransactionRule(book)
{
    protected override string Name => "notification.overdue";
    protected override string Severity => "warning";

    public override void Judge(TransactionChange change)
    {
        var open = OpenOf(change.Transaction);
        if (change.Now.Verdict is Verdict.Overdue or Verdict.Missing)
        {
            open ??= Raise(change.Transaction, change.Transaction.Facts.Response!.Time + change.Transaction.Settings.NotifySla);
            if (change.Now.Verdict == Verdict.Missing)
                open.Severity = "critical";
        }
        else if (open is not null)
        {
            open.ResolvedAt = change.At;
            open.DelayMs = change.Now.DelayMs;
        }
    }
}
