using PosMonitor.Events;
using PosMonitor.Settings;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Explanations;

/// <summary>What can happen to transaction <c>t-1</c>: every outcome, verdict, lateness, reversal and its answer, and notifications of every kind.</summary>
internal static class ExplanationCases
{
    private const string Card = "622202*1234";

    public static readonly IReadOnlyDictionary<string, Action<Timeline>> All = new Dictionary<string, Action<Timeline>>
    {
        ["pending"] = day => Asked(day),
        ["approved, waiting"] = day => Approved(day),
        ["approved, on time"] = day => Approved(day).At("10:00:03.400").Notify("t-1", 12800),
        ["approved, late"] = day => Approved(day).At("10:20:00").Notify("t-1", 12800),
        ["approved, late by a little"] = day => Approved(day).At("10:01:00").Notify("t-1", 12800, channel: NotificationChannel.Wechat),
        ["approved, overdue"] = day => Approved(day).Watermark("10:05:00"),
        ["approved, missing"] = day => Approved(day).Watermark("10:30:00"),
        ["approved, mismatched"] = day => Approved(day).At("10:00:05").Notify("t-1", 1280, channel: NotificationChannel.App),
        ["approved, mismatched, then right and late"] = day => Approved(day).At("10:00:05").Notify("t-1", 1280).At("10:02:00").Notify("t-1", 12800),
        ["approved, wrong currency"] = day => Approved(day).At("10:00:05").Notify("t-1", 12800, currency: "USD"),
        ["approved, failed, then delivered"] = day => Approved(day).At("10:00:02").Notify("t-1", 12800, NotificationStatus.Failed).At("10:00:04").Notify("t-1", 12800, channel: NotificationChannel.App),
        ["approved, failed, missing"] = day => Approved(day).At("10:00:02").Notify("t-1", 12800, NotificationStatus.Failed).Watermark("10:30:00"),
        ["approved, sent only"] = day => Approved(day).At("10:00:02").Notify("t-1", 12800, NotificationStatus.Sent, channel: NotificationChannel.Email),
        ["approved, several channels"] = day => Approved(day).At("10:00:02").Notify("t-1", 12800).At("10:00:03").Notify("t-1", 12800, channel: NotificationChannel.Push)
            .At("10:00:50").Notify("t-1", 12800, channel: NotificationChannel.Voice),
        ["approved, merchant told"] = day => Approved(day).At("10:00:02").Notify("t-1", 12800).At("10:00:04").Notify("t-1", 12800, recipient: NotificationRecipient.Merchant, channel: NotificationChannel.Other),
        ["approved late, one-sided"] = day => ApprovedLate(day).Watermark("10:03:00"),
        ["approved late, told"] = day => ApprovedLate(day).At("10:01:20").Notify("t-1", 12800).Watermark("10:03:00"),
        ["approved late, reversed in time, confirmed"] = day => ApprovedLate(day).At("10:01:30").Reverse("t-1", "68").At("10:01:31").ConfirmReversal("t-1", "00"),
        ["approved late, reversed too late"] = day => ApprovedLate(day).Watermark("10:03:00").At("10:05:00").Reverse("t-1"),
        ["approved after the reversal"] = day => Asked(day).Watermark("10:01:00").At("10:01:01").Reverse("t-1", "68").At("10:01:15").Respond("t-1"),
        ["declined"] = day => Answered(day, "51"),
        ["declined, told"] = day => Answered(day, "55").At("10:00:05").Notify("t-1", 12800),
        ["declined late"] = day => Asked(day).Watermark("10:01:01").At("10:01:15").Respond("t-1", "05"),
        ["failed, issuer"] = day => Answered(day, "91"),
        ["failed, network"] = day => Answered(day, "96"),
        ["failed, terminal"] = day => Answered(day, "A0"),
        ["failed, operation"] = day => Answered(day, "03"),
        ["failed, unknown code, told"] = day => Answered(day, "Z9").At("10:00:05").Notify("t-1", 12800),
        ["timed out"] = day => Asked(day).Watermark("10:02:00"),
        ["timed out, told"] = day => Asked(day).Watermark("10:02:00").At("10:02:10").Notify("t-1", 12800),
        ["timed out, reversed, unanswered"] = day => Asked(day).Watermark("10:01:01").At("10:01:02").Reverse("t-1", "68"),
        ["timed out, reversed, refused"] = day => Asked(day).Watermark("10:01:01").At("10:01:02").Reverse("t-1", "68").At("10:01:03").ConfirmReversal("t-1", "25"),
        ["reversed before the timeout"] = day => Asked(day).At("10:00:30").Reverse("t-1", "96").At("10:00:31").ConfirmReversal("t-1", "00"),
        ["approved, reversed, confirmed"] = day => Approved(day).At("10:00:20").Reverse("t-1").At("10:00:21").ConfirmReversal("t-1", "00"),
        ["approved, told, reversed, refused"] = day => Approved(day).At("10:00:03").Notify("t-1", 12800).At("10:00:20").Reverse("t-1").At("10:00:21").ConfirmReversal("t-1", "25"),
        ["approved, told wrongly, reversed"] = day => Approved(day).At("10:00:03").Notify("t-1", 128).At("10:00:20").Reverse("t-1"),
        ["orphan, response"] = day => day.At("10:00:00").Respond("t-1").Watermark("10:05:00"),
        ["orphan, notification"] = day => day.At("10:00:00").Notify("t-1", 12800).Watermark("10:05:00"),
        ["orphan, reversal"] = day => day.At("10:00:00").Reverse("t-1").Watermark("10:05:00"),
        ["refund"] = day => day.At("10:00:00").Request("t-1", 12800, TransactionKind.Refund, card: Card).At("10:00:01").Respond("t-1").At("10:00:02").Notify("t-1", 12800),
        ["cancellation, no bank named"] = day => day.At("10:00:00").Request("t-1", 12800, TransactionKind.Void, issuer: "unknown").At("10:00:01").Respond("t-1").Watermark("10:05:00"),
        ["pre-authorisation"] = day => day.At("10:00:00").Request("t-1", 12800, TransactionKind.Preauth, card: Card).At("10:00:01").Respond("t-1"),
        ["pre-authorisation completed"] = day => day.At("10:00:00").Request("t-1", 12800, TransactionKind.PreauthComplete, card: Card).At("10:00:01").Respond("t-1"),
        ["balance"] = day => day.At("10:00:00").Request("t-1", 0, TransactionKind.Balance, card: Card).At("10:00:01").Respond("t-1"),
        ["yen, past midnight"] = day => day.At("15:59:59").Request("t-1", 900, card: Card, currency: "JPY").At("16:00:01").Respond("t-1").At("16:00:02").Notify("t-1", 900, currency: "JPY"),
        ["charged twice"] = day => Approved(day.At("09:59:30").Request("t-0", 12800, card: Card).Respond("t-0").Notify("t-0", 12800)).At("10:00:02").Notify("t-1", 12800),
        ["answered twice"] = day => Approved(day).At("10:00:02").Respond("t-1", "96").At("10:00:03").Notify("t-1", 12800),
    };

    /// <summary>What happened in a case, in words.</summary>
    public static Explanation Explain(string name, DetectionOptions? settings = null)
    {
        var day = new Timeline(settings);
        All[name](day);
        return Explain(day, settings);
    }

    public static Explanation Explain(Timeline day, DetectionOptions? settings = null) => Explanation.Of(new ExplanationFacts(
        day.View("t-1"), [.. day.Run.Alerts.Select(alert => alert.Rule)], settings ?? new DetectionOptions(), Transactions.ResponseCodes.Shipped));

    private static Timeline Asked(Timeline day) => day.At("10:00:00").Request("t-1", 12800, card: Card, merchant: "898310112345678");

    private static Timeline Answered(Timeline day, string code) => Asked(day).At("10:00:01.200").Respond("t-1", code);

    private static Timeline Approved(Timeline day) => Answered(day, "00");

    private static Timeline ApprovedLate(Timeline day) => Asked(day).Watermark("10:01:01").At("10:01:15").Respond("t-1");
}
