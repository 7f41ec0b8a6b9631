using PosMonitor.Queries;
using PosMonitor.Transactions;

namespace PosMonitor.Operations.Terminals;

/// <summary>A transaction as it entered its terminal's window when it finished (contract §4).</summary>
/// <param name="Transaction">The transaction as it is now.</param>
/// <param name="At">When it finished.</param>
/// <param name="IsFailure">Whether it entered as a failure.</param>
public sealed record Finish(TransactionAnswer Transaction, DateTimeOffset At, bool IsFailure)
{
    /// <summary>The window: the newest that finished.</summary>
    /// <param name="transactions">Of the terminal, in any order.</param>
    /// <param name="timeout">After which a request without a response has timed out.</param>
    /// <param name="size">How many the window holds.</param>
    /// <param name="age">How much older than the newest one may be.</param>
    /// <param name="emptiedAt">When the window was last emptied; null for never.</param>
    /// <returns>Newest first.</returns>
    public static IReadOnlyList<Finish> Window(IEnumerable<TransactionAnswer> transactions, TimeSpan timeout, int size, TimeSpan age, DateTimeOffset? emptiedAt)
    {
        var finished = transactions.Select(transaction => Of(transaction, timeout)).OfType<Finish>()
            .Where(finish => emptiedAt is null || finish.At > emptiedAt).OrderByDescending(finish => finish.At).Take(size).ToList();
        return finished.FindAll(finish => finish.At >= finished[0].At - age);
    }

    private static Finish? Of(TransactionAnswer transaction, TimeSpan timeout)
    {
        if (transaction.RequestedAt is not { } requested || transaction.Outcome == Outcome.Pending)
            return null;
        var ways = new List<(DateTimeOffset At, bool IsFailure)>();
        if (transaction.RespondedAt is { } responded)
            ways.Add((responded, IsFailing(transaction.Cause)));
        if (transaction.Outcome == Outcome.TimedOut || transaction.LateResponse)
            ways.Add((requested + timeout, true));
        if (transaction.ReversedAt is { } reversed)
            ways.Add((reversed, true));
        return ways.Count == 0 ? null : ways.Select(way => new Finish(transaction, way.At, way.IsFailure)).MinBy(finish => finish.At);
    }

    // What is the customer's doing is declined, what is nobody's approved.
    private static bool IsFailing(ResponseCause? cause) => cause is not (null or ResponseCause.Customer);
}
