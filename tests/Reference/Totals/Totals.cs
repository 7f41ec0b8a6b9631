namespace PosMonitor.Reference;

/// <summary>The totals of contract §5 of a set of transactions, each counted "under its present outcome and verdict".</summary>
public sealed class Totals
{
    public Totals(IEnumerable<Transaction> transactions)
    {
        var all = transactions.ToList();

        // "each transaction with a request is counted once …; one without counts only as orphan"
        var requested = all.Where(t => t.Facts.Request is not null).Select(t => t.Conclusion).ToList();
        Transactions = new SortedDictionary<string, long>(StringComparer.Ordinal)
        {
            ["requested"] = requested.Count,
            ["pending"] = requested.Count(c => c.Outcome == Outcome.Pending),
            ["approved"] = requested.Count(c => c.Outcome == Outcome.Approved),
            ["declined"] = requested.Count(c => c.Outcome == Outcome.Declined),
            ["failed"] = requested.Count(c => c.Outcome == Outcome.Failed),
            ["timedOut"] = requested.Count(c => c.Outcome == Outcome.TimedOut),
            ["reversed"] = requested.Count(c => c.Outcome == Outcome.Reversed),
            ["lateResponse"] = requested.Count(c => c.LateResponse),
            ["orphan"] = all.Count(t => t.Conclusion.Orphan),
        };
        Notifications = new SortedDictionary<string, long>(StringComparer.Ordinal)
        {
            ["waiting"] = requested.Count(c => c.Verdict == Verdict.Waiting),
            ["onTime"] = requested.Count(c => c.Verdict == Verdict.OnTime),
            ["late"] = requested.Count(c => c.Verdict == Verdict.Late),
            ["overdue"] = requested.Count(c => c.Verdict == Verdict.Overdue),
            ["missing"] = requested.Count(c => c.Verdict == Verdict.Missing),
            ["mismatched"] = requested.Count(c => c.Verdict == Verdict.Mismatched),
            ["unexpected"] = requested.Count(c => c.Verdict == Verdict.Unexpected),
        };

        // "expected is the sum of waiting, onTime, late, overdue, missing and mismatched"
        Notifications["expected"] = Notifications.Where(n => n.Key != "unexpected").Sum(n => n.Value);
        ResponseMs = new Durations(requested.Select(c => c.ResponseMs));
        NotificationDelayMs = new Durations(requested.Select(c => c.DelayMs));
    }

    /// <summary>By the contract's names.</summary>
    public IDictionary<string, long> Transactions { get; }

    /// <summary>By the contract's names.</summary>
    public IDictionary<string, long> Notifications { get; }
    public Durations ResponseMs { get; }
    public Durations NotificationDelayMs { get; }
}
