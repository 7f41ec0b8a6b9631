using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Settings;
using PosMonitor.Transactions;

namespace PosMonitor.Explanations;

/// <summary>The facts as the words need them: which event of each type counts (contract §3), what it meant and what was waited for until when.</summary>
public sealed class Story
{
    private readonly ResponseCodes _codes;

    public Story(ExplanationFacts facts)
    {
        _codes = facts.Codes;
        (Transaction, Settings, Rules) = (facts.Transaction, facts.Settings, facts.Rules);
        Events = [.. Transaction.Events.OrderBy(e => e.Time).ThenBy(e => e.Type)];
        First = Events.Count > 0 ? Events[0].Time : Transaction.SortTime;
        Clock = new LocalClock(facts.TimeZone, Transaction.RequestedAt ?? First);
        Request = Events.FirstOrDefault(IsRequest);
        Response = FirstOf(EventType.Response);
        Reversal = FirstOf(EventType.Reversal);
        Kind = KindTerms.Of(Request?.Kind ?? TransactionKind.Purchase);
        Class = Response?.Code is { } code ? ClassOf(code) : null;
        var answers = Events.Where(e => e.Type == EventType.ReversalResponse && e.Code is not null).OrderBy(e => e.Time).ThenBy(e => e.Code, StringComparer.Ordinal).ToList();
        var confirmation = answers.Find(e => ClassOf(e.Code!) == ResponseClass.Approved);
        (ReversalResponse, IsConfirmed) = (confirmation ?? answers.FirstOrDefault(), confirmation is not null);
    }

    public TransactionView Transaction { get; }
    public DetectionOptions Settings { get; }
    public IReadOnlyCollection<string> Rules { get; }
    public LocalClock Clock { get; }

    /// <summary>Every event on record, in order of time.</summary>
    public IReadOnlyList<PosEvent> Events { get; }
    public DateTimeOffset First { get; }
    public PosEvent? Request { get; }
    public PosEvent? Response { get; }
    public PosEvent? Reversal { get; }

    /// <summary>The answer to the reversal: one that approves it, where there is any.</summary>
    public PosEvent? ReversalResponse { get; }

    /// <summary>True where an answer approves the reversal.</summary>
    public bool IsConfirmed { get; }
    public KindTerms Kind { get; }

    /// <summary>The class of the response, or null where there is none.</summary>
    public ResponseClass? Class { get; }

    public bool IsApproved => Class == ResponseClass.Approved;

    /// <summary>The bank, or what it is called where it is not known.</summary>
    public Phrase Bank => Transaction.Issuer is { } issuer and not "unknown" ? new Phrase(issuer, $" {issuer} ") : new Phrase("the card's bank", "发卡行");

    public DateTimeOffset? TimeoutAt => Request is null ? null : Request.Time + Settings.ResponseTimeout;

    /// <summary>Whether the terminal waited for an answer to the end.</summary>
    public bool TimedOut => TimeoutAt is { } end && (Response is null ? Transaction.Outcome == Outcome.TimedOut || Reversal?.Time > end : Response.Time > end && !(Reversal?.Time <= end));

    /// <summary>Whether a reversal was sent before any answer.</summary>
    public bool ReversedUnanswered => Reversal is not null && (Response is null || Response.Time > Reversal.Time);

    /// <summary>The amount of the request: <c>128.00 CNY</c>.</summary>
    public string Money => MoneyOf(Request);

    public IEnumerable<PosEvent> Told(NotificationRecipient recipient) => Events.Where(e => e.Type == EventType.Notification && (e.Recipient ?? NotificationRecipient.Cardholder) == recipient);

    /// <summary>True where amount and currency are not those of the request.</summary>
    public bool IsWrong(PosEvent notification) => Request is not null && (notification.Amount != Transaction.Amount || notification.Currency != Transaction.Currency);

    /// <summary>Those that match, the earliest first.</summary>
    public IEnumerable<PosEvent> Matches(NotificationRecipient recipient) => Told(recipient).Where(e => e.Status != NotificationStatus.Failed && !IsWrong(e));

    /// <summary>From the response, or from the request where there is none.</summary>
    public TimeSpan SinceAnswer(DateTimeOffset time) => Max(time - (Response ?? Request)!.Time);

    public TimeSpan SinceRequest(DateTimeOffset time) => Max(time - Request!.Time);

    /// <summary>What a code means at the acquirer; one that is none is as bad as one that is not listed.</summary>
    public ResponseClass ClassOf(string code) => code.Length == 2 ? _codes.Of(ResponseCode.Pack((byte)code[0], (byte)code[1])).Class : ResponseClass.Failed;

    public static string MoneyOf(PosEvent? e) => e is null ? "" : Words.Money(e.Amount ?? 0, e.Currency ?? "CNY");

    private static TimeSpan Max(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    // Which of several requests counts is concluded already.
    private bool IsRequest(PosEvent e) =>
        e.Type == EventType.Request && e.Time == Transaction.RequestedAt && e.Amount == Transaction.Amount && e.Currency == Transaction.Currency
        && e.Kind == Transaction.Kind && e.Card == Transaction.Card && e.Issuer == Transaction.Issuer && e.Merchant == Transaction.Merchant;

    // Of two at one time the one with the smaller code counts.
    private PosEvent? FirstOf(EventType type) =>
        Events.Where(e => e.Type == type).OrderBy(e => e.Time).ThenBy(e => e.Code, StringComparer.Ordinal).FirstOrDefault();
}
