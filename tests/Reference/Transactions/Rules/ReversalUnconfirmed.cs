namespace PosMonitor.Reference;

/// <summary>
/// <c>transaction.reversal-unconfirmed</c>: "critical | a reversal with no approved reversal-response within ReversalWindow (60 s), at that deadline,
/// where ExpectReversalResponse is set (default off): the cardholder may stay charged | any approved one".
/// </summary>
/// <remarks>A request is not needed for it: what is reversed may be known by its reversal alone.</remarks>
public sealed class ReversalUnconfirmed(AlertBook book) : TransactionRule(book)
{
    protected override string Name => "transaction.reversal-unconfirmed";
    protected override string Severity => "critical";

    public override void Judge(TransactionChange change)
    {
        var open = OpenOf(change.Transaction);
        if (change.Now.ReversalConfirmedAt is { } confirmed)
        {
            if (open is not null)
                open.ResolvedAt = confirmed;
        }
        else if (change.Transaction.IsFired(DeadlineKind.ReversalUnconfirmed) && open is null)
        {
            Raise(change.Transaction, change.Transaction.Facts.Reversal!.Time + change.Transaction.Settings.ReversalWindow);
        }
    }
}
