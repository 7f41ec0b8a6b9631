namespace PosMonitor.Reference;

/// <summary>What is concluded of a transaction from its facts and from which of its deadlines have fired (contract §3). Read top to bottom.</summary>
public sealed class Conclusion
{
    private readonly Facts _facts;
    private readonly IReadOnlySet<DeadlineKind> _fired;
    private readonly ReferenceSettings _settings;
    private readonly Func<string, ResponseCode> _meaning;

    /// <param name="facts">What is on record.</param>
    /// <param name="fired">What has passed without anything happening.</param>
    /// <param name="settings">Those that it is judged by.</param>
    /// <param name="meaning">What a response code means at its acquirer.</param>
    public Conclusion(Facts facts, IReadOnlySet<DeadlineKind> fired, ReferenceSettings settings, Func<string, ResponseCode> meaning)
    {
        (_facts, _fired, _settings, _meaning) = (facts, fired, settings, meaning);

        Orphan = facts.Request is null && fired.Contains(DeadlineKind.Orphan);
        LateResponse = facts is { Request: not null, Response: not null } && facts.Response.Time > TimeoutAt;
        ResponseMs = facts is { Request: not null, Response: not null } ? Milliseconds(facts.Request.Time, facts.Response.Time) : null;
        Outcome = ConcludeOutcome();
        Cause = facts.Response is not null ? meaning(facts.Response.Code!).Cause
            : Outcome == Reference.Outcome.TimedOut ? "network"
            : null;

        // "One is expected iff the outcome is approved, kind is purchase, void, refund or preauth-complete, and amount >= NotifyFloor."
        Expected = Outcome == Reference.Outcome.Approved
            && facts.Request!.Kind is "purchase" or "void" or "refund" or "preauth-complete"
            && facts.Request!.Amount >= settings.NotifyFloor;

        ReversalConfirmedAt = facts.ReversalResponses.FirstOrDefault(e => meaning(e.Code!).Class == Reference.Outcome.Approved)?.Time;
        Cardholder = new Told(this, "cardholder");
        Merchant = new Told(this, "merchant");
        Verdict = ConcludeVerdict(Cardholder);
        MerchantVerdict = settings.NotifyMerchant ? ConcludeVerdict(Merchant) : null;
        DelayMs = Verdict is Reference.Verdict.OnTime or Reference.Verdict.Late
            ? Milliseconds(facts.Response!.Time, Cardholder.Match!.Time)
            : null;
    }

    public string Outcome { get; }
    public string? Cause { get; }
    public bool LateResponse { get; }
    public bool Orphan { get; }
    public double? ResponseMs { get; }
    public string Verdict { get; }
    public string? MerchantVerdict { get; }
    public double? DelayMs { get; }

    /// <summary>Whether a notification is expected.</summary>
    public bool Expected { get; }

    /// <summary>The time of the earliest approved <c>reversal-response</c>, or null.</summary>
    public DateTimeOffset? ReversalConfirmedAt { get; }

    /// <summary>What the cardholder was told.</summary>
    public Told Cardholder { get; }

    /// <summary>What the merchant was told.</summary>
    public Told Merchant { get; }

    /// <summary>When the outcome came about: the time of the response or reversal that gave it, or of the timeout.</summary>
    public DateTimeOffset OutcomeAt => Outcome switch
    {
        Reference.Outcome.Reversed => _facts.Reversal!.Time,
        Reference.Outcome.TimedOut => TimeoutAt,
        _ => _facts.Response!.Time,
    };

    private DateTimeOffset TimeoutAt => _facts.Request!.Time + _settings.ResponseTimeout;

    private string ConcludeOutcome()
    {
        // "a reversal is on record, whatever else is"
        if (_facts.Reversal is not null)
            return Reference.Outcome.Reversed;

        // Without a request "it has no outcome but pending or reversed".
        if (_facts.Request is null)
            return Reference.Outcome.Pending;

        // "A response later than the timeout turns timed-out into its own class", so a response on record always decides.
        if (_facts.Response is not null)
            return _meaning(_facts.Response.Code!).Class;

        return _fired.Contains(DeadlineKind.Timeout) ? Reference.Outcome.TimedOut : Reference.Outcome.Pending;
    }

    /// <summary>The table of verdicts: "when, first that applies".</summary>
    private string ConcludeVerdict(Told told)
    {
        // "no verdict but not-expected … until the request comes"
        if (_facts.Request is null)
            return Reference.Verdict.NotExpected;

        if ((Outcome is Reference.Outcome.Declined or Reference.Outcome.Failed or Reference.Outcome.TimedOut) && told.Successful.Count > 0)
            return Reference.Verdict.Unexpected;
        if ((Outcome is Reference.Outcome.Approved or Reference.Outcome.Reversed) && told.Mismatches.Count > 0)
            return Reference.Verdict.Mismatched;
        if (!Expected)
            return Reference.Verdict.NotExpected;

        var r = _facts.Response!.Time;
        if (told.Match is not null)
            return told.Match.Time <= r + _settings.NotifySla ? Reference.Verdict.OnTime : Reference.Verdict.Late;
        if (_fired.Contains(DeadlineKind.NotifyDeadline))
            return Reference.Verdict.Missing;
        if (_fired.Contains(DeadlineKind.NotifySla))
            return Reference.Verdict.Overdue;
        return Reference.Verdict.Waiting;
    }

    private static double Milliseconds(DateTimeOffset from, DateTimeOffset to) => Math.Max(0, (to - from).TotalMilliseconds);

    /// <summary>The notifications to one recipient. "A notification matches if amount and currency equal the request's and its status is not failed."</summary>
    public sealed class Told
    {
        internal Told(Conclusion of, string recipient)
        {
            var request = of._facts.Request;
            var all = of._facts.Notifications.Where(n => n.Recipient == recipient).ToList();
            Failed = [.. all.Where(n => n.Status == "failed")];
            Successful = [.. all.Where(n => n.Status != "failed")];
            Mismatches = [.. Successful.Where(n => n.Amount != request?.Amount || n.Currency != request?.Currency)];
            Match = Successful.FirstOrDefault(n => !Mismatches.Contains(n));
        }

        /// <summary>Those with status <c>failed</c>, earliest first.</summary>
        public IReadOnlyList<ContractEvent> Failed { get; }

        /// <summary>Those with another status, earliest first.</summary>
        public IReadOnlyList<ContractEvent> Successful { get; }

        /// <summary>Those of <see cref="Successful"/> that do not match the request, earliest first.</summary>
        public IReadOnlyList<ContractEvent> Mismatches { get; }

        /// <summary>The earliest that matches the request.</summary>
        public ContractEvent? Match { get; }
    }
}
