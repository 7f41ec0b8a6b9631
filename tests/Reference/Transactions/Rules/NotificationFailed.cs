namespace PosMonitor.Reference;

/// <summary>
/// <c>notification.failed</c>: "warning | a failed status for an expected notification with no match yet, at the later of its time and r | a
/// match arrives or nothing is expected any more, at that event's time".
/// </summary>
public sealed class NotificationFailed(AlertBook book) : TransactionRule(book)
{
    protected override string Name => "notification.failed";
    protected override string Severity => "warning";

    public override void Judge(TransactionChange change)
    {
        var cardholder = change.Now.Cardholder;
        var holds = change.Now.Expected && cardholder.Match is null && cardholder.Failed.Count > 0;
        var open = OpenOf(change.Transaction);
        if (holds && open is null)
            Raise(change.Transaction, Later(cardholder.Failed[0].Time, change.Transaction.Facts.Response!.Time));
        else if (!holds && open is not null)
            open.ResolvedAt = change.At;
    }
}
