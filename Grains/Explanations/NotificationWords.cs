using PosMonitor.Events;
using PosMonitor.Transactions;

namespace PosMonitor.Explanations;

/// <summary>What cardholder and merchant were told, and when they should have been.</summary>
internal static class NotificationWords
{
    /// <summary>A notification as a step, without its time.</summary>
    public static Phrase Step(Story story, PosEvent e)
    {
        var (who, message, about) = (Who(e), ChannelTerms.Of(e.Channel), Story.MoneyOf(e));
        if (e.Status == NotificationStatus.Failed)
            return new Phrase($"{message.En} to the {who.En} about {about} could not be delivered", $"给{who.Zh}的{message.Zh}（{about}）发送失败");
        var (after, wrong) = (After(story, e), Wrong(story, e));
        return e.Status == NotificationStatus.Sent
            ? new Phrase($"{message.En} about {about} was sent to the {who.En}{after.En}{wrong.En}", $"已向{who.Zh}发出{message.Zh}（{about}）{after.Zh}{wrong.Zh}")
            : new Phrase($"{message.En} about {about} reached the {who.En}{after.En}{wrong.En}", $"{who.Zh}收到{message.Zh}（{about}）{after.Zh}{wrong.Zh}");
    }

    /// <summary>What a recipient saw of the notifications, a sentence each.</summary>
    public static Phrase Seen(Story story, NotificationRecipient recipient) => Phrase.Of(story.Told(recipient).Select(e => SeenOne(story, e)));

    /// <summary>The deadlines that passed without a notification that should have come.</summary>
    public static IEnumerable<(DateTimeOffset Time, Phrase Words)> Missed(Story story) =>
        Missed(story, NotificationRecipient.Cardholder, story.Transaction.Verdict)
            .Concat(story.Transaction.MerchantVerdict is { } verdict ? Missed(story, NotificationRecipient.Merchant, verdict) : []);

    private static IEnumerable<(DateTimeOffset, Phrase)> Missed(Story story, NotificationRecipient recipient, Verdict verdict)
    {
        if (story.Response is not { } response || !story.IsApproved || story.Request is null)
            yield break;
        var who = Recipient(recipient);
        var came = story.Matches(recipient).Select(e => (DateTimeOffset?)e.Time).FirstOrDefault();
        var correct = story.Told(recipient).Any(story.IsWrong) ? new Phrase("correct ", "正确的") : Phrase.None;
        var (sla, deadline) = (DelayWords.Of(story.Settings.NotifySla), DelayWords.Of(story.Settings.NotifyDeadline));
        if (verdict is Verdict.Overdue or Verdict.Missing || (verdict is Verdict.Late or Verdict.Mismatched && came > response.Time + story.Settings.NotifySla))
        {
            yield return (response.Time + story.Settings.NotifySla,
                new Phrase($"no {correct.En}message had reached the {who.En} within {sla.En} of the approval", $"批准后 {sla.Zh}内{who.Zh}没有收到{correct.Zh}通知"));
        }
        if (verdict == Verdict.Missing || (verdict is Verdict.Late or Verdict.Mismatched && came > response.Time + story.Settings.NotifyDeadline))
        {
            yield return (response.Time + story.Settings.NotifyDeadline,
                new Phrase($"there was still none after {deadline.En}: it counted as missing", $"{deadline.Zh}后仍没有收到，视为缺失"));
        }
    }

    private static Phrase SeenOne(Story story, PosEvent e)
    {
        var (who, message, about, at) = (Who(e), ChannelTerms.Of(e.Channel), Story.MoneyOf(e), story.Clock.At(e.Time));
        if (e.Status == NotificationStatus.Failed)
            return new Phrase($"The {who.En} did not get {message.En} about {about} that was tried {at.En}.", $"{at.Zh}向{who.Zh}发送的{message.Zh}（{about}）失败。");
        var (after, wrong) = (After(story, e), Wrong(story, e));
        return e.Status == NotificationStatus.Sent
            ? new Phrase(
                $"The {who.En} was sent {message.En} about {about} {at.En}{after.En}{wrong.En}; whether it arrived is not known.",
                $"{at.Zh}向{who.Zh}发出{message.Zh}（{about}）{after.Zh}{wrong.Zh}；是否送达不详。")
            : new Phrase($"The {who.En} got {message.En} about {about} {at.En}{after.En}{wrong.En}.", $"{who.Zh}于 {at.Zh}收到{message.Zh}（{about}）{after.Zh}{wrong.Zh}。");
    }

    // How long after the approval, and how late that is. Of what was not approved, or came before, nothing is said.
    private static Phrase After(Story story, PosEvent e)
    {
        if (!story.IsApproved || story.Request is null || e.Time < story.Response!.Time)
            return Phrase.None;
        var after = story.SinceAnswer(e.Time);
        var words = DelayWords.Of(after);
        return after > story.Settings.NotifySla
            ? new Phrase($", {words.En} after the approval, which is late", $"，距批准 {words.Zh}，已迟到")
            : new Phrase($", {words.En} after the approval", $"，距批准 {words.Zh}");
    }

    private static Phrase Wrong(Story story, PosEvent e) => story.IsWrong(e)
        ? new Phrase($"; the amount in it is wrong, {story.Money} would be right", $"；其中金额有误，应为 {story.Money}")
        : Phrase.None;

    private static Phrase Who(PosEvent e) => Recipient(e.Recipient ?? NotificationRecipient.Cardholder);

    private static Phrase Recipient(NotificationRecipient recipient) =>
        recipient == NotificationRecipient.Merchant ? new Phrase("merchant", "商户") : new Phrase("cardholder", "持卡人");
}
