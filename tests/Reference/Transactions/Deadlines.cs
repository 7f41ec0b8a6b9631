namespace PosMonitor.Reference;

/// <summary>Which deadlines a transaction has: a function of its facts, whether they have fired or not.</summary>
public static class Deadlines
{
    /// <summary>All of them, those that have fired as well, with the closing as the last.</summary>
    public static IReadOnlyList<Deadline> Of(Facts facts, Conclusion conclusion, ReferenceSettings settings)
    {
        var deadlines = Relevant(facts, conclusion, settings).ToList();

        // "held until HoldFinished after its last event or deadline, a missing one until HoldMissing after its response"
        var close = deadlines.Select(d => d.Time).Append(facts.Last).Max() + settings.HoldFinished;
        if (conclusion.Verdict == Verdict.Missing || conclusion.MerchantVerdict == Verdict.Missing)
            close = Later(close, facts.Response!.Time + settings.HoldMissing);
        deadlines.Add(new Deadline(DeadlineKind.Close, close));
        return deadlines;
    }

    private static IEnumerable<Deadline> Relevant(Facts facts, Conclusion conclusion, ReferenceSettings settings)
    {
        if (facts.Reversal is not null && conclusion.ReversalConfirmedAt is null && settings.ExpectReversalResponse)
            yield return new Deadline(DeadlineKind.ReversalUnconfirmed, facts.Reversal.Time + settings.ReversalWindow);
        if (facts.Request is null)
        {
            yield return new Deadline(DeadlineKind.Orphan, facts.First + settings.OrphanAfter);
            yield break;
        }
        if (facts.Response is null && facts.Reversal is null)
            yield return new Deadline(DeadlineKind.Timeout, facts.Request.Time + settings.ResponseTimeout);

        var open = conclusion.Cardholder.Match is null || (settings.NotifyMerchant && conclusion.Merchant.Match is null);
        if (conclusion.Expected && open)
        {
            yield return new Deadline(DeadlineKind.NotifySla, facts.Response!.Time + settings.NotifySla);
            yield return new Deadline(DeadlineKind.NotifyDeadline, facts.Response!.Time + settings.NotifyDeadline);
        }
        if (conclusion.Outcome == Outcome.Approved && conclusion.LateResponse)
            yield return new Deadline(DeadlineKind.ReversalWindow, facts.Response!.Time + settings.ReversalWindow);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
