using System.Globalization;
using PosMonitor.Alerts;
using PosMonitor.Settings;

namespace PosMonitor.Parties.Rules;

/// <summary><c>merchant.failing</c>: at least 20 finished, 30 % of them failures, on two terminals or more.</summary>
public sealed class MerchantFailing : PartyRule
{
    public override string Name => "merchant.failing";

    public override SubjectKind Kind => SubjectKind.Merchant;

    public override int Terminals => 2;

    public override int Min(DetectionOptions options) => options.MerchantMin;

    public override AlertEffect Open(string subject, PartySpan span)
    {
        var slash = subject.IndexOf('/', StringComparison.Ordinal);
        var (acquirer, merchant) = (subject[..slash], subject[(slash + 1)..]);
        var terminals = span.FailingTerminals();
        return new AlertEffect
        {
            Action = AlertAction.Open,
            Rule = Name,
            SubjectKind = Kind,
            SubjectId = subject,
            At = span.End,
            Severity = AlertSeverity.Critical,
            Acquirer = acquirer,
            Merchant = merchant,
            Evidence = PartyEvidence.Write(span, terminals),
            TitleEn = string.Create(CultureInfo.InvariantCulture,
                $"Payments at merchant {merchant} of {acquirer} are failing: {span.Failures} of {span.Finished} within {span.Seconds} seconds, on {terminals} terminals"),
            TitleZh = string.Create(CultureInfo.InvariantCulture,
                $"{acquirer} 的商户 {merchant} 交易大量失败：{span.Seconds} 秒内 {span.Finished} 笔中有 {span.Failures} 笔失败，涉及 {terminals} 台终端"),
        };
    }
}
