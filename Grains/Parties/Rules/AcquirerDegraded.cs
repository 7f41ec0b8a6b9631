using System.Globalization;
using PosMonitor.Alerts;
using PosMonitor.Settings;

namespace PosMonitor.Parties.Rules;

/// <summary><c>acquirer.degraded</c>: at least 100 finished, 30 % of them failures, on ten terminals or more and with cards of two issuers or more.</summary>
public sealed class AcquirerDegraded : PartyRule
{
    private const int Issuers = 2;

    public override string Name => "acquirer.degraded";

    public override SubjectKind Kind => SubjectKind.Acquirer;

    public override int Terminals => 10;

    public override int Min(DetectionOptions options) => options.AcquirerMin;

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
            Acquirer = subject,
            Evidence = PartyEvidence.Write(span, terminals),
            TitleEn = string.Create(CultureInfo.InvariantCulture,
                $"Acquirer {subject} is degraded: {span.Failures} of {span.Finished} payments failed within {span.Seconds} seconds, on {terminals} terminals"),
            TitleZh = string.Create(CultureInfo.InvariantCulture,
                $"收单机构 {subject} 服务异常：{span.Seconds} 秒内 {span.Finished} 笔交易中有 {span.Failures} 笔失败，涉及 {terminals} 台终端"),
        };
    }

    protected override bool IsWide(PartySpan span) => span.FailingIssuers() >= Issuers;
}
