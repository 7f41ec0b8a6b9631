using PosMonitor.Transactions;

namespace PosMonitor.Explanations;

/// <summary>
/// The time in which what went on around a transaction may have to do with it: from its first event to the end of the ten-second slot of its last
/// one, as merchants and issuers are judged only at the end of a slot (contract §4). One that is not at its end is still going on.
/// </summary>
/// <param name="From">The first event.</param>
/// <param name="To">Null where it goes on.</param>
public readonly record struct TransactionLife(DateTimeOffset From, DateTimeOffset? To)
{
    private static readonly long Slot = TimeSpan.FromSeconds(10).Ticks;

    public static TransactionLife Of(TransactionView transaction)
    {
        var first = transaction.Events.Count > 0 ? transaction.Events.Min(e => e.Time) : transaction.SortTime;
        var last = transaction.Events.Count > 0 ? transaction.Events.Max(e => e.Time) : transaction.SortTime;
        if (GoesOn(transaction))
            return new TransactionLife(first, null);
        return new TransactionLife(first, new DateTimeOffset((last.UtcTicks / Slot + 1) * Slot, TimeSpan.Zero));
    }

    public bool Overlaps(DateTimeOffset openedAt, DateTimeOffset? resolvedAt) => (To is null || openedAt <= To) && (resolvedAt is null || resolvedAt >= From);

    private static bool GoesOn(TransactionView transaction) =>
        (transaction.Outcome == Outcome.Pending && !transaction.Orphan) || IsAwaited(transaction.Verdict) || (transaction.MerchantVerdict is { } verdict && IsAwaited(verdict));

    private static bool IsAwaited(Verdict verdict) => verdict is Verdict.Waiting or Verdict.Overdue;
}
