namespace PosMonitor.Reference;

/// <summary>
/// <c>transaction.one-sided</c>: "critical | approved with lateResponse, and no reversal within ReversalWindow (60 s) of the response, at that
/// deadline | a reversal".
/// </summary>
public sealed class OneSided(AlertBook book) : TransactionRule(book)
{
    protected override string Name => "transaction.one-sided";
    protected override string Severity => "critical";

    public override void Judge(TransactionChange change)
    {
        var open = OpenOf(change.Transaction);
        if (change.Now.Outcome == Outcome.Approved && change.Now.LateResponse && open is null)
        {
            if (change.Transaction.IsFired(DeadlineKind.ReversalWindow))
                Raise(change.Transaction, change.Transaction.Facts.Response!.Time + change.Transaction.Settings.ReversalWindow);
        }
        else if (change.Now.Outcome == Outcome.Reversed && open is not null)
        {
            open.ResolvedAt = change.At;
        }
    }
}
