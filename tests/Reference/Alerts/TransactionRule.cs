namespace PosMonitor.Reference;

/// <summary>A change of what is concluded of a transaction.</summary>
/// <param name="Transaction">As it is now.</param>
/// <param name="Before">What was concluded before; null where this is its first event.</param>
/// <param name="At">The time of the event or deadline that made the change.</param>
public sealed record TransactionChange(Transaction Transaction, Conclusion? Before, DateTimeOffset At)
{
    public Conclusion Now => Transaction.Conclusion;

    /// <summary>True where the verdict was another and is this one now.</summary>
    public bool Becomes(string verdict) => Now.Verdict == verdict && Before?.Verdict != verdict;
}

/// <summary>A rule of the first table of contract §4: subject <c>transaction</c>, id <c>acquirer/terminal/txn</c>.</summary>
public abstract class TransactionRule(AlertBook book)
{
    protected abstract string Name { get; }
    protected abstract string Severity { get; }

    public abstract void Judge(TransactionChange change);

    protected Alert? OpenOf(Transaction transaction) => book.Open(Name, transaction.Id);

    protected bool WasEver(string rule, Transaction transaction) => book.WasEver(rule, transaction.Id);

    protected Alert Raise(Transaction transaction, DateTimeOffset openedAt) =>
        book.Raise(new Alert
        {
            Rule = Name,
            Severity = Severity,
            SubjectKind = "transaction",
            SubjectId = transaction.Id,
            Acquirer = transaction.Acquirer,
            Merchant = transaction.Merchant,
            TerminalId = $"{transaction.Acquirer}/{transaction.Terminal}",
            Issuer = transaction.Issuer,
            OpenedAt = openedAt,
        });

    protected static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
