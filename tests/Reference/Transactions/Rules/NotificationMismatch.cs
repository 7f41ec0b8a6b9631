namespace PosMonitor.Reference;

/// <summary>
/// <c>notification.mismatch</c>: "critical | verdict becomes mismatched, at the later of that notification's time and the event or deadline that
/// gave the outcome | by a person".
/// </summary>
public sealed class NotificationMismatch(AlertBook book) : TransactionRule(book)
{
    protected override string Name => "notification.mismatch";
    protected override string Severity => "critical";

    public override void Judge(TransactionChange change)
    {
        if (change.Becomes(Verdict.Mismatched) && OpenOf(change.Transaction) is null)
            Raise(change.Transaction, Later(change.Now.Cardholder.Mismatches[0].Time, change.Now.OutcomeAt));
    }
}
