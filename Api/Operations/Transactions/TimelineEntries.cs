using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Explanations;
using PosMonitor.Operations.Parties;
using PosMonitor.Operations.Views;
using PosMonitor.Queries;
using PosMonitor.Transactions;

namespace PosMonitor.Operations.Transactions;

/// <summary>The timeline of a transaction: its events and what was due by when under the settings in force, in order of time.</summary>
internal sealed class TimelineEntries(TransactionAnswer transaction, SettingsInForce settings, DateTimeOffset now, Viewpoint view)
{
    public IReadOnlyList<TimelineEntry> All() => [.. transaction.Events.Select(OfEvent).Concat(Due()).OrderBy(entry => entry.At).ThenBy(entry => entry.IsDue)];

    private TimelineEntry OfEvent(EventAnswer e) => e.Type switch
    {
        EventType.Request => new(view[TransactionTerms.Request], e.Time, null, Money(e), ""),
        EventType.Response => new(view[TransactionTerms.Response], e.Time, transaction.RequestedAt, Code(e), ResponseTone),
        EventType.Reversal => new(view[TransactionTerms.Reversal], e.Time, transaction.RespondedAt ?? transaction.RequestedAt, Code(e), "warn"),
        EventType.ReversalResponse => new(view[TransactionTerms.ReversalResponse], e.Time, transaction.ReversedAt, Code(e), ""),
        EventType.Notification => OfNotification(e),
        _ => new(view[TransactionTerms.OtherEvent], e.Time, transaction.RequestedAt, "", ""),
    };

    private TimelineEntry OfNotification(EventAnswer e)
    {
        var channel = view[SubjectTerms.Of(e.Channel ?? NotificationChannel.Other)];
        var recipient = view[e.Recipient == NotificationRecipient.Merchant ? TransactionTerms.Merchant : TransactionTerms.Cardholder];
        var status = view[e.Status switch
        {
            NotificationStatus.Sent => TransactionTerms.Sent,
            NotificationStatus.Failed => TransactionTerms.Failed,
            _ => TransactionTerms.Delivered,
        }];
        var differs = (e.Amount, e.Currency) != (transaction.Amount, transaction.Currency);
        return new TimelineEntry(
            view[TransactionTerms.Notification, channel, recipient], e.Time, transaction.RespondedAt,
            differs ? $"{status}, {view[TransactionTerms.Differs, Money(e)]}" : status, e.Status == NotificationStatus.Failed || differs ? "bad" : ToneOf(e.Time));
    }

    private IEnumerable<TimelineEntry> Due()
    {
        if (transaction.RequestedAt is { } requested && transaction.Outcome is not Outcome.Reversed)
            yield return DueAt(TransactionTerms.ResponseDue, requested, "responseTimeout", due => transaction.RespondedAt <= due);
        if (transaction.RespondedAt is not { } responded)
            yield break;
        if (IsTelling(transaction.Verdict) || (transaction.MerchantVerdict is { } told && IsTelling(told)))
        {
            yield return DueAt(TransactionTerms.NotifySla, responded, "notifySla", due => MatchAt <= due);
            yield return DueAt(TransactionTerms.NotifyDeadline, responded, "notifyDeadline", due => MatchAt <= due);
        }
        if (transaction is { LateResponse: true, Cause: null, Outcome: Outcome.Approved or Outcome.Reversed })
            yield return DueAt(TransactionTerms.ReversalDue, responded, "reversalWindow", due => transaction.ReversedAt <= due);
        if (transaction.ReversedAt is { } reversed && settings.Flag("expectReversalResponse"))
            yield return DueAt(TransactionTerms.ReversalResponseDue, reversed, "reversalWindow", due => transaction.Events.Any(e => e.Type == EventType.ReversalResponse && e.Time <= due));
    }

    private TimelineEntry DueAt(Phrase what, DateTimeOffset since, string setting, Func<DateTimeOffset, bool> isKept)
    {
        var due = since + settings.Duration(setting);
        var (result, tone) = isKept(due) ? (TransactionTerms.Kept, "good") : due > now ? (TransactionTerms.NotYet, "") : (TransactionTerms.Missed, "bad");
        return new TimelineEntry(view[what], due, since, view[result], tone, IsDue: true, $"{setting}, {view[TransactionTerms.SetBy, settings.SourceOf(setting)]}");
    }

    // Whom it was promised, and both where both were: the later of the two decides.
    private DateTimeOffset? MatchAt
    {
        get
        {
            DateTimeOffset? latest = null;
            foreach (var (recipient, verdict) in new[] { (NotificationRecipient.Cardholder, (Verdict?)transaction.Verdict), (NotificationRecipient.Merchant, transaction.MerchantVerdict) })
            {
                if (verdict is not { } judged || !IsTelling(judged))
                    continue;
                if (Matches(recipient) is not { } match)
                    return null;
                latest = latest > match ? latest : match;
            }
            return latest;
        }
    }

    private DateTimeOffset? Matches(NotificationRecipient recipient) => transaction.Events
        .Where(e => e.Type == EventType.Notification && (e.Recipient ?? NotificationRecipient.Cardholder) == recipient && e.Status != NotificationStatus.Failed
            && (e.Amount, e.Currency) == (transaction.Amount, transaction.Currency))
        .Select(e => (DateTimeOffset?)e.Time).Min();

    private string ToneOf(DateTimeOffset told) =>
        transaction.Verdict == Verdict.Unexpected ? "bad" : transaction.RespondedAt is { } responded && told > responded + settings.Duration("notifySla") ? "warn" : "good";

    private string ResponseTone => transaction.LateResponse ? "warn" : transaction.Outcome switch
    {
        Outcome.Approved => "good",
        Outcome.Failed => "bad",
        _ => "",
    };

    private static bool IsTelling(Verdict verdict) => verdict is not (Verdict.NotExpected or Verdict.Unexpected);

    private string Code(EventAnswer e) => e.Code is null ? "" : $"{e.Code}, {view[CodeMeanings.Of(e.Code)]}";

    private static string Money(EventAnswer e) => e.Amount is { } amount ? Words.Money(amount, e.Currency ?? "CNY") : "";
}
