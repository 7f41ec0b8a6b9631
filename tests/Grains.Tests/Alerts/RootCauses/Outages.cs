using PosMonitor.Parties;

namespace PosMonitor.Alerts.RootCauses;

/// <summary>What rules say of an outage, all at acquirer <c>unionpay</c>. Times are UTC ticks.</summary>
internal static class Outages
{
    public static AlertEffect Acquirer(long at) => Cause("acquirer.degraded", SubjectKind.Acquirer, "unionpay", at) with { Acquirer = "unionpay" };

    public static AlertEffect Issuer(string issuer, long at) => Cause("issuer.degraded", SubjectKind.Issuer, issuer, at) with { Issuer = issuer };

    public static AlertEffect Notifications(string issuer, long at) =>
        Cause("notification.degraded", SubjectKind.Issuer, issuer, at) with { Issuer = issuer };

    /// <summary>A merchant of which three of five failures are of <paramref name="issuer"/>.</summary>
    public static AlertEffect Merchant(string merchant, long at, string issuer = "icbc") =>
        Cause("merchant.failing", SubjectKind.Merchant, $"unionpay/{merchant}", at) with
        {
            Acquirer = "unionpay",
            Merchant = merchant,
            Evidence = FailuresOf(issuer, 3),
        };

    /// <summary>A terminal of which so many of five failures are of <paramref name="issuer"/>.</summary>
    public static AlertEffect Terminal(string terminal, long at, string merchant = "shop", string issuer = "icbc", int ofFive = 3) =>
        Cause("terminal.failing", SubjectKind.Terminal, $"unionpay/{terminal}", at) with
        {
            Acquirer = "unionpay",
            Merchant = merchant,
            Terminal = terminal,
            Evidence = FailuresOf(issuer, ofFive),
        };

    public static AlertEffect Overdue(string txn, long at, string issuer = "icbc", string rule = "notification.overdue") =>
        Cause(rule, SubjectKind.Transaction, $"unionpay/t1/{txn}", at) with
        {
            Severity = AlertSeverity.Warning,
            Acquirer = "unionpay",
            Merchant = "shop",
            Terminal = "t1",
            Txn = txn,
            Issuer = issuer,
        };

    public static AlertEffect Late(string txn, long at) => Overdue(txn, at, rule: "notification.late") with { Action = AlertAction.Note };

    public static AlertEffect End(AlertEffect open, long at) =>
        new() { Action = AlertAction.Resolve, Rule = open.Rule, SubjectKind = open.SubjectKind, SubjectId = open.SubjectId, At = at };

    private static string FailuresOf(string issuer, int failures) => $$$"""{"failures":5,"byIssuer":{"boc":{{{5 - failures}}},"{{{issuer}}}":{{{failures}}}}}""";

    private static AlertEffect Cause(string rule, SubjectKind kind, string subject, long at) => new()
    {
        Action = AlertAction.Open,
        Rule = rule,
        SubjectKind = kind,
        SubjectId = subject,
        At = at,
        Severity = AlertSeverity.Critical,
    };
}
