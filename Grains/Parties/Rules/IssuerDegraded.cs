using System.Globalization;
using PosMonitor.Alerts;
using PosMonitor.Settings;

namespace PosMonitor.Parties.Rules;

/// <summary><c>issuer.degraded</c>: at least 50 finished, 30 % of them failures, on five terminals or more.</summary>
public sealed class IssuerDegraded : PartyRule
{
    public override string Name => "issuer.degraded";

    public override SubjectKind Kind => SubjectKind.Issuer;

    public override int Terminals => 5;

    public override int Min(DetectionOptions options) => options.IssuerMin;

    public override AlertEffect Open(string subject, PartySpan span)
    {
        var terminals = span.FailingTerminals();
        return new AlertEffect
        {
            Action = AlertAction.Open,
            Rule = Name,
            SubjectKind = Kind,
            SubjectId = subject,
            At = span.End,
            Severity = AlertSeverity.Critical,
            Issuer = subject,
            Evidence = PartyEvidence.Write(span, terminals, byAcquirer: true),
            TitleEn = TitleEn(subject, span.Failures, span.Finished, span.Seconds, terminals),
            TitleZh = TitleZh(subject, span.Failures, span.Finished, span.Seconds, terminals),
        };
    }

    /// <summary>The alert in one sentence, of all terminals or of some.</summary>
    public static string TitleEn(string subject, long failures, long finished, long seconds, long terminals) => string.Create(
        CultureInfo.InvariantCulture, $"Issuer {subject} is degraded: {failures} of {finished} payments failed within {seconds} seconds, on {terminals} terminals");

    /// <inheritdoc cref="TitleEn"/>
    public static string TitleZh(string subject, long failures, long finished, long seconds, long terminals) => string.Create(
        CultureInfo.InvariantCulture, $"发卡行 {subject} 服务异常：{seconds} 秒内 {finished} 笔交易中有 {failures} 笔失败，涉及 {terminals} 台终端");
}
