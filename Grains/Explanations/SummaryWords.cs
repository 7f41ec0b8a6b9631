using PosMonitor.Events;
using PosMonitor.Transactions;

namespace PosMonitor.Explanations;

/// <summary>The whole story in two or three sentences: what was asked, what came of it, whether the cardholder was told.</summary>
internal static class SummaryWords
{
    public static Phrase Of(Story story) => Asked(story).Then(Answered(story)).Then(Told(story));

    private static Phrase Asked(Story story)
    {
        var transaction = story.Transaction;
        if (story.Request is not { } request)
        {
            var first = story.Clock.Full(story.First);
            return new Phrase(
                $"What was asked in transaction {transaction.Txn} on terminal {transaction.Terminal} of {transaction.Acquirer} is not on record; the first that was heard of it came on {first.En}.",
                $"{transaction.Acquirer} 终端 {transaction.Terminal} 的交易 {transaction.Txn} 没有请求记录；最早的相关消息时间为 {first.Zh}。");
        }
        var (time, what) = (story.Clock.Full(request.Time), story.Kind.With(request.Amount ?? 0, request.Currency ?? "CNY"));
        var card = LastFour(request) is { } digits ? new Phrase($" with the card ending in {digits}", $"，卡号尾号 {digits}") : Phrase.None;
        return new Phrase(
            $"On {time.En} terminal {transaction.Terminal} of merchant {transaction.Merchant} ({transaction.Acquirer}) asked {story.Bank.En} for {what.En}{card.En}.",
            $"{time.Zh}，{transaction.Acquirer} 商户 {transaction.Merchant} 的终端 {transaction.Terminal} 向{story.Bank.Zh}发起{what.Zh}{card.Zh}。");
    }

    private static Phrase Answered(Story story)
    {
        var answer = Answer(story);
        if (story.Reversal is not { } reversal)
            return new Phrase($"{answer.En}.", $"{answer.Zh}。");
        var confirmation = AnswerWords.Confirmation(story);
        var after = story.Request is null ? story.Clock.At(reversal.Time) : DelayWords.Of(story.SinceRequest(reversal.Time));
        var when = story.Request is null ? after : new Phrase($"{after.En} after the request", $"请求后 {after.Zh}");
        return new Phrase($"{answer.En}; it was reversed {when.En}{confirmation.En}.", $"{answer.Zh}；{when.Zh}该交易被冲正{confirmation.Zh}。");
    }

    private static Phrase Answer(Story story)
    {
        if (story.Response is not { Code: { } code } response)
            return Unanswered(story);
        var verdict = AnswerWords.Verdict(story.Class!.Value, code);
        if (story.Request is null)
            return new Phrase($"An answer came {story.Clock.At(response.Time).En}: {verdict.En}", $"{story.Clock.At(response.Time).Zh}收到应答：{verdict.Zh}");
        var mend = story.Class == ResponseClass.Failed ? AnswerWords.ToMend(story.Transaction.Cause) : Phrase.None;
        var (after, limit) = (DelayWords.Of(story.SinceRequest(response.Time)), DelayWords.Of(story.Settings.ResponseTimeout));
        if (story.Transaction.LateResponse)
        {
            return new Phrase(
                $"The answer came too late, {after.En} after the request where {limit.En} {Are(limit)} allowed: {verdict.En}{mend.En}",
                $"应答迟到，请求后 {after.Zh}才收到（限 {limit.Zh}）：{verdict.Zh}{mend.Zh}");
        }
        var was = story.Class == ResponseClass.Failed ? "It" : "It was";
        return new Phrase($"{was} {verdict.En} after {after.En}{mend.En}", $"{after.Zh}后收到应答：{verdict.Zh}{mend.Zh}");
    }

    private static Phrase Unanswered(Story story)
    {
        var limit = DelayWords.Of(story.Settings.ResponseTimeout);
        if (story.Request is null)
            return new Phrase("No answer is on record either", "也没有应答记录");
        if (story.TimedOut)
            return new Phrase($"No answer came within {limit.En}, and none has come since", $"{limit.Zh}内没有应答，此后也没有");
        if (story.Reversal is not null)
            return new Phrase("No answer is on record", "没有应答记录");
        var due = story.Clock.At(story.TimeoutAt!.Value);
        return new Phrase($"No answer has come yet; the terminal waits for it until {Until(due)}", $"尚无应答；终端最迟等到 {due.Zh}");
    }

    private static Phrase Told(Story story)
    {
        var told = story.Told(NotificationRecipient.Cardholder).ToList();
        var sent = told.Find(e => e.Status != NotificationStatus.Failed);
        switch (story.Transaction.Verdict)
        {
            case Verdict.Waiting:
                var due = story.Clock.At(story.Response!.Time + story.Settings.NotifySla);
                return new Phrase($"The message to the cardholder is due by {Until(due)}.", $"给持卡人的通知最迟应于 {due.Zh}发出。");
            case Verdict.OnTime or Verdict.Late:
                return Delivered(story, story.Matches(NotificationRecipient.Cardholder).First());
            case Verdict.Overdue or Verdict.Missing:
                return Missing(story, told.Count > 0);
            case Verdict.Mismatched:
                var wrong = told.First(e => e.Status != NotificationStatus.Failed && story.IsWrong(e));
                return new Phrase(
                    $"The message to the cardholder was wrong: it named {Story.MoneyOf(wrong)} instead of {story.Money}.",
                    $"给持卡人的通知有误：通知金额为 {Story.MoneyOf(wrong)}，应为 {story.Money}。");
            case Verdict.Unexpected:
                return new Phrase($"The cardholder was told of {Story.MoneyOf(sent)} all the same.", $"但持卡人仍收到了 {Story.MoneyOf(sent)} 的通知。");
        }
        if (sent is null && story.Transaction is { Outcome: Outcome.Pending, Orphan: false })
            return new Phrase("No message to the cardholder is due yet.", "目前无需通知持卡人。");
        if (sent is null)
            return new Phrase("No message to the cardholder is due.", "无需通知持卡人。");
        return story.Reversal is null
            ? new Phrase($"No message to the cardholder is due, but one about {Story.MoneyOf(sent)} was sent.", $"本无需通知持卡人，但已发出 {Story.MoneyOf(sent)} 的通知。")
            : new Phrase($"The cardholder was told of {Story.MoneyOf(sent)}.", $"持卡人收到过 {Story.MoneyOf(sent)} 的通知。");
    }

    private static Phrase Delivered(Story story, PosEvent match)
    {
        var (message, after, sla) = (ChannelTerms.Of(match.Channel), DelayWords.Of(story.SinceAnswer(match.Time)), DelayWords.Of(story.Settings.NotifySla));
        var came = match.Status == NotificationStatus.Sent ? new Phrase("was sent", "发出") : new Phrase("came", "收到");
        return story.Transaction.Verdict == Verdict.OnTime
            ? new Phrase($"The cardholder was told in time: {message.En} {came.En} {after.En} after the approval.", $"已及时通知持卡人：批准后 {after.Zh}{came.Zh}{message.Zh}。")
            : new Phrase(
                $"The cardholder was told late: {message.En} {came.En} {after.En} after the approval, where {sla.En} {Are(sla)} allowed.",
                $"通知持卡人过晚：批准后 {after.Zh}才{came.Zh}{message.Zh}（限 {sla.Zh}）。");
    }

    private static Phrase Missing(Story story, bool tried)
    {
        var limit = DelayWords.Of(story.Transaction.Verdict == Verdict.Missing ? story.Settings.NotifyDeadline : story.Settings.NotifySla);
        return tried
            ? new Phrase($"The cardholder has not been told: what was tried failed, and nothing else came within {limit.En} of the approval.", $"持卡人尚未收到通知：已尝试的通知失败，批准后 {limit.Zh}内也没有其他通知。")
            : new Phrase($"The cardholder has not been told: no message came within {limit.En} of the approval.", $"持卡人尚未收到通知：批准后 {limit.Zh}内没有任何通知。");
    }

    private static string? LastFour(PosEvent request) => request.Card is { Length: > 4 } card ? card[^4..] : null;

    // "at 18:00:30" and "on 6 January" but "until 18:00:30" and "until 6 January".
    private static string Until(Phrase at) => at.En[3..];

    private static string Are(Phrase span) => span.En.StartsWith("1 ", StringComparison.Ordinal) && !span.En.Contains("minute ", StringComparison.Ordinal) ? "is" : "are";
}
