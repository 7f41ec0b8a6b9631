using PosMonitor.Events;
using PosMonitor.Transactions;

namespace PosMonitor.Explanations;

/// <summary>What happened one after the other, and what had not happened when it should have.</summary>
internal static class StepWords
{
    public static IReadOnlyList<ExplanationStep> Of(Story story)
    {
        // What was missing at a moment stands before what came at that moment.
        var steps = NotHappened(story).Concat(story.Events.Select(e => Step(e.Time, KindOf(e.Type), Happened(story, e), story)));
        return [.. steps.OrderBy(step => step.Time)];
    }

    private static ExplanationStep Step(DateTimeOffset time, StepKind what, Phrase body, Story story)
    {
        var at = story.Clock.At(time);
        return new ExplanationStep(time, what, new Phrase($"{char.ToUpperInvariant(at.En[0])}{at.En[1..]} {body.En}.", $"{at.Zh}，{body.Zh.TrimStart()}。"));
    }

    private static StepKind KindOf(EventType type) => type switch
    {
        EventType.Request => StepKind.Request,
        EventType.Response => StepKind.Response,
        EventType.Reversal => StepKind.Reversal,
        EventType.ReversalResponse => StepKind.ReversalResponse,
        _ => StepKind.Notification,
    };

    private static Phrase Happened(Story story, PosEvent e) => e.Type switch
    {
        EventType.Request => Asked(story, e),
        EventType.Response => Answered(story, e),
        EventType.Reversal => Reversed(story, e),
        EventType.ReversalResponse => ReversalAnswered(e, story),
        _ => NotificationWords.Step(story, e),
    };

    private static Phrase Asked(Story story, PosEvent e)
    {
        var what = KindTerms.Of(e.Kind ?? TransactionKind.Purchase).With(e.Amount ?? 0, e.Currency ?? "CNY");
        var card = e.Card is null ? Phrase.None : new Phrase($" with card {e.Card}", $"，卡号 {e.Card}");
        return ReferenceEquals(e, story.Request)
            ? new Phrase($"the terminal asked {story.Bank.En} for {what.En}{card.En}", $"终端向{story.Bank.Zh}发起{what.Zh}{card.Zh}")
            : new Phrase($"the terminal asked again, for {what.En}{card.En}; the first request counts", $"终端再次发起{what.Zh}{card.Zh}；以首次请求为准");
    }

    private static Phrase Answered(Story story, PosEvent e)
    {
        var code = e.Code ?? "";
        var verdict = AnswerWords.Verdict(story.ClassOf(code), code);
        if (!ReferenceEquals(e, story.Response))
            return new Phrase($"another answer came: {verdict.En}; the first one counts", $"又收到一个应答：{verdict.Zh}；以首个应答为准");
        if (story.Request is null)
            return new Phrase($"an answer came: {verdict.En}", $"收到应答：{verdict.Zh}");
        var after = DelayWords.Of(story.SinceRequest(e.Time));
        if (!story.Transaction.LateResponse)
            return new Phrase($"the answer came after {after.En}: {verdict.En}", $"{after.Zh}后收到应答：{verdict.Zh}");
        var over = DelayWords.Of(e.Time - story.TimeoutAt!.Value);
        return new Phrase($"the answer came after {after.En}, {over.En} too late: {verdict.En}", $"{after.Zh}后收到应答，迟到 {over.Zh}：{verdict.Zh}");
    }

    private static Phrase Reversed(Story story, PosEvent e)
    {
        var reason = e.Code is { } code && CodeMeanings.Named(code) is var named ? new Phrase($", giving as its reason {named.En}", $"，原因：{named.Zh}") : Phrase.None;
        return ReferenceEquals(e, story.Reversal)
            ? new Phrase($"the terminal took the transaction back (reversal){reason.En}", $"终端发起冲正{reason.Zh}")
            : new Phrase($"the terminal repeated the reversal{reason.En}", $"终端再次发起冲正{reason.Zh}");
    }

    private static Phrase ReversalAnswered(PosEvent e, Story story)
    {
        var code = e.Code ?? "";
        return story.ClassOf(code) == ResponseClass.Approved
            ? new Phrase($"the reversal was confirmed (code {code})", $"冲正获确认（应答码 {code}）")
            : new Phrase($"the reversal was refused ({CodeMeanings.Named(code).En})", $"冲正被拒绝（{CodeMeanings.Named(code).Zh}）");
    }

    private static IEnumerable<ExplanationStep> NotHappened(Story story)
    {
        var settings = story.Settings;
        if (story.TimedOut)
        {
            var limit = DelayWords.Of(settings.ResponseTimeout);
            yield return Step(story.TimeoutAt!.Value, StepKind.Timeout, new Phrase($"no answer had come within {limit.En}: the terminal gave up", $"{limit.Zh}内没有应答，终端放弃等待"), story);
        }
        if (story.Transaction.Orphan)
            yield return Step(story.First + settings.OrphanAfter, StepKind.Deadline, new Phrase("no request of this transaction was on record yet", "仍没有该交易的请求记录"), story);
        foreach (var (time, words) in NotificationWords.Missed(story))
            yield return Step(time, StepKind.Deadline, words, story);
        var window = DelayWords.Of(settings.ReversalWindow);
        if (OneSidedAt(story) is { } oneSided)
        {
            yield return Step(oneSided, StepKind.Deadline,
                new Phrase($"the late approval had not been reversed within {window.En}: money may be taken without a sale", $"迟到的批准在 {window.Zh}内未被冲正：可能已扣款而交易未成（单边账）"), story);
        }
        if (story.Reversal is { } reversal && story.Rules.Contains("transaction.reversal-unconfirmed"))
        {
            yield return Step(reversal.Time + settings.ReversalWindow, StepKind.Deadline,
                new Phrase($"the reversal had not been confirmed within {window.En}: the cardholder may stay charged", $"冲正在 {window.Zh}内未获确认：持卡人可能仍被扣款"), story);
        }
    }

    private static DateTimeOffset? OneSidedAt(Story story)
    {
        if (!story.IsApproved || !story.Transaction.LateResponse)
            return null;
        var end = story.Response!.Time + story.Settings.ReversalWindow;
        return story.Reversal?.Time > end || story.Rules.Contains("transaction.one-sided") ? end : null;
    }
}
