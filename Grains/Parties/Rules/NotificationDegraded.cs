using System.Globalization;
using PosMonitor.Alerts;
using PosMonitor.Settings;

namespace PosMonitor.Parties.Rules;

/// <summary><c>notification.degraded</c>: of at least 50 notifications that an issuer owed its customers, 30 % did not come in time, or were wrong.</summary>
public sealed class NotificationDegraded : PartyRule
{
    public override string Name => "notification.degraded";

    public override SubjectKind Kind => SubjectKind.Issuer;

    public override SlotTopic Topic => SlotTopic.Notifications;

    /// <summary>It does not matter on how many terminals the cards were used.</summary>
    public override int Terminals => 0;

    public override int Min(DetectionOptions options) => options.NotificationMin;

    public override AlertEffect Open(string subject, PartySpan span) => new()
    {
        Action = AlertAction.Open,
        Rule = Name,
        SubjectKind = Kind,
        SubjectId = subject,
        At = span.End,
        Severity = AlertSeverity.Critical,
        Issuer = subject,
        Evidence = PartyEvidence.WriteNotifications(span),
        TitleEn = TitleEn(subject, span.Failures, span.Finished, span.Seconds),
        TitleZh = TitleZh(subject, span.Failures, span.Finished, span.Seconds),
    };

    /// <summary>The alert in one sentence, of all terminals or of some.</summary>
    public static string TitleEn(string subject, long untimely, long expected, long seconds) => string.Create(CultureInfo.InvariantCulture,
        $"Issuer {subject} does not tell its customers in time: {untimely} of {expected} notifications within {seconds} seconds were late, missing or wrong");

    /// <inheritdoc cref="TitleEn"/>
    public static string TitleZh(string subject, long untimely, long expected, long seconds) => string.Create(CultureInfo.InvariantCulture,
        $"发卡行 {subject} 交易通知异常：{seconds} 秒内应发的 {expected} 条通知中有 {untimely} 条迟到、缺失或有误");
}
