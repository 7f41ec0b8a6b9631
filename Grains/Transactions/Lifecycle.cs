using PosMonitor.Events;
using PosMonitor.Settings;

namespace PosMonitor.Transactions;

/// <summary>The lifecycle of a transaction (contract §3): facts and fired deadlines in, conclusion and next deadline out. It keeps nothing.</summary>
public sealed class Lifecycle(DetectionOptions settings, ResponseCodes codes)
{
    private const long Never = long.MaxValue;

    public DetectionOptions Settings => settings;

    public Conclusion Conclude(TransactionFacts facts, Deadline fired)
    {
        var (outcome, at) = OutcomeOf(facts, fired);
        var code = facts.HasResponse ? codes.Of(facts.Response.Code) : default;
        var timeout = settings.ResponseTimeout.Ticks;
        var told = Told(facts, NotificationRecipient.Cardholder);
        var expected = IsExpected(facts, outcome);
        var verdict = VerdictOf(facts, fired, outcome, expected, told);
        Verdict? merchantVerdict = null;
        var merchantMatch = Never;
        if (settings.NotifyMerchant)
        {
            var merchantTold = Told(facts, NotificationRecipient.Merchant);
            merchantVerdict = VerdictOf(facts, fired, outcome, expected, merchantTold);
            merchantMatch = merchantTold.Match;
        }
        return new Conclusion
        {
            Outcome = outcome,
            OutcomeAt = at,
            Class = code.Class,
            Cause = facts.HasResponse ? code.Cause : outcome == Outcome.TimedOut ? ResponseCause.Network : ResponseCause.None,
            LateResponse = facts is { HasRequest: true, HasResponse: true } && facts.Response.Time > facts.Request.Time + timeout,
            Orphan = !facts.HasRequest && (fired & Deadline.Orphan) != 0,
            ResponseTicks = facts is { HasRequest: true, HasResponse: true } ? Math.Max(0, facts.Response.Time - facts.Request.Time) : -1,
            Verdict = verdict,
            MerchantVerdict = merchantVerdict,
            Expected = expected,
            MatchAt = told.Match,
            MatchChannel = told.Channel,
            DelayTicks = verdict is Verdict.OnTime or Verdict.Late ? Math.Max(0, told.Match - facts.Response.Time) : -1,
            MismatchAt = told.Mismatch,
            ToldAt = told.First,
            FailedAt = told.Failed,
            FailedChannels = told.FailedChannels,
            ConfirmedAt = ConfirmedAt(facts),
            MerchantMatchAt = merchantMatch,
        };
    }

    /// <summary>When the transaction finished, as far as that is known: the earliest of its response, its timeout and its reversal.</summary>
    /// <returns>False while it has no request or none of the three.</returns>
    public bool TryFinish(TransactionFacts facts, Deadline fired, out Finish finish)
    {
        finish = default;
        if (!facts.HasRequest)
            return false;
        var response = facts.HasResponse ? facts.Response.Time : Never;
        var reversal = facts.HasReversal ? facts.Reversal.Time : Never;
        var timeout = facts.Request.Time + settings.ResponseTimeout.Ticks;
        var known = Math.Min(response, reversal);
        if ((fired & Deadline.Timeout) == 0 && known == Never)
            return false;
        if (timeout < known)
            finish = new Finish(timeout, true, 0, ResponseCause.Network, -1);
        else if (response <= reversal)
        {
            var (cls, cause) = codes.Of(facts.Response.Code);
            finish = new Finish(response, cls == ResponseClass.Failed, facts.Response.Code, cause, Math.Max(0, response - facts.Request.Time));
        }
        else
        {
            // One without a reason has no cause of its own either; that tells it from a timeout.
            var cause = facts.Reversal.Code == 0 ? ResponseCause.None : codes.Of(facts.Reversal.Code).Cause;
            finish = new Finish(reversal, true, facts.Reversal.Code, cause, -1);
        }
        return true;
    }

    /// <summary>The next deadline that has not fired, and its time.</summary>
    public (Deadline Kind, long At) Next(TransactionFacts facts, in Conclusion conclusion, Deadline fired)
    {
        var (kind, at) = (Deadline.Close, Never);
        var latest = facts.Last;

        void Consider(Deadline deadline, long time)
        {
            latest = Math.Max(latest, time);
            if ((fired & deadline) == 0 && time < at)
                (kind, at) = (deadline, time);
        }

        if (!facts.HasRequest)
            Consider(Deadline.Orphan, facts.First + settings.OrphanAfter.Ticks);
        else if (!facts.HasResponse && !facts.HasReversal)
            Consider(Deadline.Timeout, facts.Request.Time + settings.ResponseTimeout.Ticks);
        if (AwaitsNotification(conclusion))
        {
            Consider(Deadline.NotifySla, facts.Response.Time + settings.NotifySla.Ticks);
            Consider(Deadline.NotifyDeadline, facts.Response.Time + settings.NotifyDeadline.Ticks);
        }
        if (conclusion is { Outcome: Outcome.Approved, LateResponse: true })
            Consider(Deadline.ReversalWindow, facts.Response.Time + settings.ReversalWindow.Ticks);
        if (facts.HasReversal && settings.ExpectReversalResponse && conclusion.ConfirmedAt == Never)
            Consider(Deadline.ReversalResponse, facts.Reversal.Time + settings.ReversalWindow.Ticks);
        if (kind != Deadline.Close)
            return (kind, at);
        var close = latest + settings.HoldFinished.Ticks;
        if (conclusion.Verdict == Verdict.Missing || conclusion.MerchantVerdict == Verdict.Missing)
            close = Math.Max(close, facts.Response.Time + settings.HoldMissing.Ticks);
        return (Deadline.Close, close);
    }

    /// <summary>How the notification of a transaction counts among those of its issuer, as far as that is known: contract §4, <c>notification.degraded</c>.</summary>
    public NotificationDue DueOf(in Conclusion conclusion, Deadline fired)
    {
        if (!conclusion.Expected)
            return default;
        var response = conclusion.OutcomeAt;
        var sla = response + settings.NotifySla.Ticks;
        if (conclusion.MatchAt <= sla)
            return new NotificationDue(Math.Max(conclusion.MatchAt, response), conclusion.Verdict == Verdict.Mismatched, Late: null, conclusion.FailedChannels);
        if ((fired & Deadline.NotifySla) == 0 && conclusion.MatchAt == Never)
            return default;
        return new NotificationDue(sla, true, conclusion.MatchAt == Never ? null : conclusion.MatchChannel, conclusion.FailedChannels);
    }

    private long ConfirmedAt(TransactionFacts facts)
    {
        var earliest = Never;
        foreach (ref readonly var response in facts.ReversalResponses)
        {
            if (response.Time < earliest && codes.Of(response.Code).Class == ResponseClass.Approved)
                earliest = response.Time;
        }
        return earliest;
    }

    private (Outcome, long) OutcomeOf(TransactionFacts facts, Deadline fired)
    {
        if (facts.HasReversal)
            return (Outcome.Reversed, facts.Reversal.Time);
        if (!facts.HasRequest)
            return (Outcome.Pending, facts.First);
        if (facts.HasResponse)
        {
            return (codes.Of(facts.Response.Code).Class switch
            {
                ResponseClass.Approved => Outcome.Approved,
                ResponseClass.Declined => Outcome.Declined,
                _ => Outcome.Failed,
            }, facts.Response.Time);
        }
        return (fired & Deadline.Timeout) != 0
            ? (Outcome.TimedOut, facts.Request.Time + settings.ResponseTimeout.Ticks)
            : (Outcome.Pending, facts.Request.Time);
    }

    private bool IsExpected(TransactionFacts facts, Outcome outcome) =>
        outcome == Outcome.Approved
        && facts.Request.Kind is TransactionKind.Purchase or TransactionKind.Void or TransactionKind.Refund or TransactionKind.PreauthComplete
        && facts.Request.Amount >= settings.NotifyFloor;

    // The rows of the table in contract §3, in its order.
    private static Verdict VerdictOf(TransactionFacts facts, Deadline fired, Outcome outcome, bool expected, in Heard told, long sla)
    {
        if (outcome is Outcome.Declined or Outcome.Failed or Outcome.TimedOut && told.First != Never)
            return Verdict.Unexpected;
        if (outcome is Outcome.Approved or Outcome.Reversed && facts.HasRequest && told.Mismatch != Never)
            return Verdict.Mismatched;
        if (!expected)
            return Verdict.NotExpected;
        if (told.Match != Never)
            return told.Match <= facts.Response.Time + sla ? Verdict.OnTime : Verdict.Late;
        if ((fired & Deadline.NotifyDeadline) != 0)
            return Verdict.Missing;
        return (fired & Deadline.NotifySla) != 0 ? Verdict.Overdue : Verdict.Waiting;
    }

    private Verdict VerdictOf(TransactionFacts facts, Deadline fired, Outcome outcome, bool expected, in Heard told) =>
        VerdictOf(facts, fired, outcome, expected, told, settings.NotifySla.Ticks);

    private bool AwaitsNotification(in Conclusion conclusion) =>
        conclusion.Expected && (conclusion.MatchAt == Never || (settings.NotifyMerchant && conclusion.MerchantMatchAt == Never));

    private static Heard Told(TransactionFacts facts, NotificationRecipient recipient)
    {
        var heard = new Heard(Never, Never, Never, Never, default, 0);
        foreach (ref readonly var notification in facts.Notifications)
        {
            if (notification.Recipient != recipient)
                continue;
            if (notification.Status == NotificationStatus.Failed)
            {
                heard = heard with
                {
                    Failed = Math.Min(heard.Failed, notification.Time),
                    FailedChannels = (byte)(heard.FailedChannels | 1 << (int)notification.Channel),
                };
                continue;
            }
            heard = heard with { First = Math.Min(heard.First, notification.Time) };
            if (!facts.HasRequest)
                continue;
            if (notification.Amount != facts.Request.Amount || notification.Currency != facts.Request.Currency)
                heard = heard with { Mismatch = Math.Min(heard.Mismatch, notification.Time) };
            else if (notification.Time < heard.Match || (notification.Time == heard.Match && notification.Channel < heard.Channel))
                heard = heard with { Match = notification.Time, Channel = notification.Channel };
        }
        return heard;
    }

    /// <summary>What a recipient heard: times of the first notification, match, mismatch and failure; by which channel it matched, and by which it failed.</summary>
    private readonly record struct Heard(long First, long Match, long Mismatch, long Failed, NotificationChannel Channel, byte FailedChannels);
}
