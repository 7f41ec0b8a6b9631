using System.Globalization;
using PosMonitor.Parties;

namespace PosMonitor.Alerts;

/// <summary>What rules conclude, for timelines. Times are of 2026-03-01.</summary>
internal static class Effects
{
    public static AlertEffect Open(string txn, string at, AlertSeverity severity = AlertSeverity.Warning, string rule = "notification.overdue") =>
        Of(AlertAction.Open, txn, at, rule) with
        {
            Severity = severity,
            Acquirer = "unionpay",
            Merchant = "shop",
            Terminal = "t1",
            Txn = txn,
            Issuer = "icbc",
            Evidence = """{"amount":1200,"sla":30}""",
            TitleEn = "Overdue",
            TitleZh = "逾期",
        };

    public static AlertEffect Note(string txn, string at) => Open(txn, at, AlertSeverity.Info, "notification.late") with { Action = AlertAction.Note };

    public static AlertEffect Gather(string merchant, string at, params string[] payers) => new()
    {
        Action = AlertAction.Gather,
        Rule = "settlement.second-clearing",
        SubjectKind = SubjectKind.Merchant,
        SubjectId = "unionpay/" + merchant,
        At = At(at),
        Severity = AlertSeverity.Critical,
        Acquirer = "unionpay",
        Merchant = merchant,
        Evidence = $$"""{"settlements":[{{string.Join(',', payers.Select(payer => $$"""{"payer":"{{payer}}"}"""))}}]}""",
    };

    public static AlertEffect Escalate(string txn, string at) => Of(AlertAction.Escalate, txn, at) with { Severity = AlertSeverity.Critical };

    public static AlertEffect Resolve(string txn, string at, string? evidence = null) => Of(AlertAction.Resolve, txn, at) with { Evidence = evidence };

    public static long At(string time) => DateTime.Parse("2026-03-01T" + time, CultureInfo.InvariantCulture).Ticks;

    private static AlertEffect Of(AlertAction action, string txn, string at, string rule = "notification.overdue") => new()
    {
        Action = action,
        Rule = rule,
        SubjectKind = SubjectKind.Transaction,
        SubjectId = "unionpay/t1/" + txn,
        At = At(at),
    };
}
