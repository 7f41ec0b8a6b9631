namespace PosMonitor.Reference;

/// <summary>
/// <c>notification.unexpected</c>: "critical | verdict becomes unexpected, at the later of the first such notification's time and the event or
/// deadline that gave the outcome | the verdict is unexpected no more, at the time of the event that made it so; or by a person".
/// </summary>
public sealed class NotificationUnexpected(AlertBook book) : TransactionRule(book)
{
    protected override string Name => "notification.unexpected";
    protected override string Severity => "critical";

    public override void Judge(TransactionChange change)
    {
        var open = OpenOf(change.Transaction);
        if (change.Becomes(Verdict.Unexpected) && open is null)
            Raise(change.Transaction, Later(change.Now.Cardholder.Successful[0].Time, change.Now.OutcomeAt));
        else if (change.Now.Verdict != Verdict.Unexpected && open is not null)
            open.ResolvedAt = change.At;
    }
}
