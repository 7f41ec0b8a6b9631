using PosMonitor.Events;
using PosMonitor.Transactions;

namespace PosMonitor.Explanations;

/// <summary>What the merchant will have seen: what the terminal showed, and messages.</summary>
internal static class MerchantWords
{
    public static Phrase Of(Story story) => Screen(story).Then(Reversal(story)).Then(NotificationWords.Seen(story, NotificationRecipient.Merchant)).Then(Silence(story));

    private static Phrase Screen(Story story)
    {
        if (story.Request is null)
            return new Phrase("What the terminal showed is not known, as the request is not on record.", "因没有请求记录，终端显示内容不详。");
        if (story.TimedOut)
            return GaveUp(story);
        if (story.ReversedUnanswered)
            return new Phrase("The terminal got no answer before it sent the reversal, and printed no receipt of a sale.", "终端未等到应答即发起冲正，没有打印成功凭条。");
        if (story.Response is not { Code: { } code })
            return new Phrase("The terminal is still waiting for an answer.", "终端仍在等待应答。");
        var named = CodeMeanings.Named(code);
        return story.Class switch
        {
            ResponseClass.Approved when !story.Kind.MovesMoney => new Phrase("The terminal showed the answer.", "终端显示了查询结果。"),
            ResponseClass.Approved => new Phrase($"The terminal showed \"approved\" and printed a receipt for {story.Money}.", $"终端显示“交易成功”，并打印了 {story.Money} 的凭条。"),
            ResponseClass.Declined => new Phrase($"The terminal showed \"declined\" ({named.En}); there was no sale.", $"终端显示“交易被拒绝”（{named.Zh}），交易未成。"),
            _ => new Phrase($"The terminal showed an error ({named.En}); the transaction did not go through.", $"终端显示错误（{named.Zh}），交易未成。"),
        };
    }

    private static Phrase GaveUp(Story story)
    {
        var limit = DelayWords.Of(story.Settings.ResponseTimeout);
        var screen = new Phrase($"The terminal waited {limit.En}, showed \"timed out\" and printed no receipt of a sale.", $"终端等待 {limit.Zh}后显示“超时”，没有打印成功凭条。");
        return story is { IsApproved: true, Kind.MovesMoney: true, Reversal: null }
            ? screen.Then(new Phrase(
                "The approval came after that, so money may be taken though the terminal gave up.", "此后才收到批准，因此终端虽已放弃，仍可能已发生资金变动。"))
            : screen;
    }

    private static Phrase Reversal(Story story)
    {
        if (story.Reversal is not { } reversal)
            return Phrase.None;
        var (at, confirmation) = (story.Clock.At(reversal.Time), AnswerWords.Confirmation(story));
        return new Phrase($"It reversed the transaction {at.En}{confirmation.En}; for the merchant there is no sale.", $"终端于 {at.Zh}发起冲正{confirmation.Zh}；对商户而言该交易不成立。");
    }

    private static Phrase Silence(Story story) => story.Matches(NotificationRecipient.Merchant).Any() ? Phrase.None : story.Transaction.MerchantVerdict switch
    {
        Verdict.Waiting => new Phrase("The merchant has not been told yet, which is still in time.", "商户尚未收到通知，仍在时限内。"),
        Verdict.Overdue => new Phrase("The merchant has not been told yet, which is late.", "商户尚未收到通知，已超时。"),
        Verdict.Missing => new Phrase("The merchant has not been told at all.", "商户一直没有收到通知。"),
        _ => Phrase.None,
    };
}
