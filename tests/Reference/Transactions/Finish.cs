namespace PosMonitor.Reference;

/// <summary>How a transaction finished: "at the earliest of its response, its timeout deadline and its reversal" (contract §3).</summary>
/// <param name="Time">When.</param>
/// <param name="Failure">"a failure if it finished by timeout, by reversal or with a failed code" (contract §4).</param>
/// <param name="Issuer">Of its request.</param>
/// <param name="ResponseMs">Null where it did not finish by its response.</param>
public sealed record Finish(DateTimeOffset Time, bool Failure, string Issuer, double? ResponseMs)
{
    /// <summary>Null while it is not finished, or while there is no request: an orphan "enters no window until the request comes".</summary>
    public static Finish? Of(Transaction transaction)
    {
        var (request, response, reversal) = (transaction.Facts.Request, transaction.Facts.Response, transaction.Facts.Reversal);
        if (request is null)
            return null;

        var issuer = request.Issuer!;
        var candidates = new List<Finish>();
        if (response is not null)
            candidates.Add(new Finish(response.Time, transaction.ClassOf(response) == Outcome.Failed, issuer, transaction.Conclusion.ResponseMs));
        if (reversal is not null)
            candidates.Add(new Finish(reversal.Time, Failure: true, issuer, null));

        // The timeout has passed where it fired, and also where all that is on record came later.
        var timeout = request.Time + transaction.Settings.ResponseTimeout;
        if (transaction.IsFired(DeadlineKind.Timeout) || (candidates.Count > 0 && candidates.All(c => c.Time > timeout)))
            candidates.Add(new Finish(timeout, Failure: true, issuer, null));

        // MinBy takes the first of equals: of a response and a reversal at one moment, the response.
        return candidates.MinBy(c => c.Time);
    }
}
