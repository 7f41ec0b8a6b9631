using PosMonitor.Events;
using PosMonitor.Transactions;

namespace PosMonitor.Explanations;

/// <summary>What the cardholder will have seen: messages, and money.</summary>
internal static class CardholderWords
{
    public static Phrase Of(Story story) => Messages(story).Then(Money(story)).Then(Twice(story));

    private static Phrase Twice(Story story) => story.Rules.Contains("transaction.duplicate-charge") && story.Reversal is null
        ? new Phrase(
            "The same amount had been charged to this card on this terminal just before: the cardholder may have paid twice.",
            "同一张卡刚刚在同一终端发生过相同金额的扣款，可能重复扣款。")
        : Phrase.None;

    private static Phrase Messages(Story story)
    {
        var seen = NotificationWords.Seen(story, NotificationRecipient.Cardholder);
        var none = seen == Phrase.None || story.Told(NotificationRecipient.Cardholder).All(e => e.Status == NotificationStatus.Failed);
        return none ? seen.Then(Silence(story.Transaction.Verdict)) : seen;
    }

    private static Phrase Silence(Verdict verdict) => verdict switch
    {
        Verdict.Waiting => new Phrase("The cardholder has not been told yet, which is still in time.", "持卡人尚未收到通知，仍在时限内。"),
        Verdict.Overdue => new Phrase("The cardholder has not been told yet, which is late.", "持卡人尚未收到通知，已超时。"),
        Verdict.Missing => new Phrase("The cardholder has not been told at all.", "持卡人一直没有收到通知。"),
        _ => new Phrase("The cardholder got no message.", "持卡人没有收到任何通知。"),
    };

    private static Phrase Money(Story story)
    {
        if (story.Request is null)
            return new Phrase("Whether money was taken is not known, as the request is not on record.", "因没有请求记录，是否扣款不详。");
        if (!story.Kind.MovesMoney)
            return new Phrase("No money is moved by this.", "该交易不涉及资金变动。");
        if (story.Reversal is not null)
            return TakenBack(story);
        var (amount, done) = (story.Money, story.Kind.Done);
        var told = story.Transaction.Verdict == Verdict.Unexpected;
        return story.Transaction.Outcome switch
        {
            Outcome.Approved when story.Transaction.LateResponse => new Phrase(
                $"{amount} may have been {done.En} though the terminal had given up.", $"终端虽已放弃，但可能已{done.Zh} {amount}。"),
            Outcome.Approved => new Phrase($"{amount} was {done.En}.", $"已{done.Zh} {amount}。"),
            Outcome.Declined when told => new Phrase($"Nothing was {done.En}: the message is wrong.", $"没有{done.Zh}，通知有误。"),
            Outcome.Declined => new Phrase($"Nothing was {done.En}.", $"没有{done.Zh}。"),
            Outcome.Failed when told => new Phrase($"Nothing should have been {done.En}, but the message says otherwise.", $"应当没有{done.Zh}，但通知与此不符。"),
            Outcome.Failed => new Phrase($"Nothing should have been {done.En}.", $"应当没有{done.Zh}。"),
            Outcome.TimedOut when told => new Phrase($"{amount} seems to have been {done.En}, as the message says, though the bank's answer never came.", $"从通知看似已{done.Zh} {amount}，但银行应答未到。"),
            Outcome.TimedOut => new Phrase($"Whether {amount} was {done.En} is not known: the bank may have done it though its answer never came.", $"是否已{done.Zh} {amount} 不详：银行可能已处理，但应答未到。"),
            _ => new Phrase($"Whether {amount} is {done.En} is not decided yet.", $"是否{done.Zh} {amount} 尚未确定。"),
        };
    }

    private static Phrase TakenBack(Story story)
    {
        var effect = story.Kind.Effect;
        var any = story.IsApproved ? new Phrase($"the {effect.En} of {story.Money}", $"{story.Money} 的{effect.Zh}") : new Phrase($"any {effect.En}", $"可能发生的{effect.Zh}");
        if (story.IsConfirmed)
            return new Phrase($"{Capital(any.En)} was taken back, and the bank confirmed it.", $"{any.Zh}已撤回，并获银行确认。");
        return story.ReversalResponse is not null
            ? new Phrase($"The bank refused to take back {any.En}: the {effect.En} may stand.", $"银行拒绝撤回：{effect.Zh}可能仍然有效。")
            : new Phrase($"{Capital(any.En)} should be taken back, but the bank's confirmation is not on record.", $"{any.Zh}应予撤回，但没有银行确认的记录。");
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
