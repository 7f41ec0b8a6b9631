using PosMonitor.Alerts;
using PosMonitor.Parties;

namespace PosMonitor.Operations.Parties;

/// <summary>Where the page of each thing with an id is. Below <c>/v1</c> the HTTP interface tells of it at the same path.</summary>
internal static class SubjectPaths
{
    public const string Acquirers = "/acquirers";
    public const string Issuers = "/issuers";

    /// <summary>Before a path, what the HTTP interface tells of it.</summary>
    public const string Interface = "/v1";

    public static string Acquirer(string acquirer) => $"{Acquirers}/{Uri.EscapeDataString(acquirer)}";

    public static string Merchant(string acquirer, string merchant) => $"{Acquirer(acquirer)}/merchants/{Uri.EscapeDataString(merchant)}";

    public static string Terminal(string acquirer, string terminal) => $"{Acquirer(acquirer)}/terminals/{Uri.EscapeDataString(terminal)}";

    public static string Transaction(string acquirer, string terminal, string txn) => $"{Terminal(acquirer, terminal)}/transactions/{Uri.EscapeDataString(txn)}";

    public static string Issuer(string issuer) => $"{Issuers}/{Uri.EscapeDataString(issuer)}";

    public static string Alert(string id) => $"/alerts/{Uri.EscapeDataString(id)}";

    /// <summary>The list of alerts, cut down.</summary>
    /// <param name="filter">As in the query of <c>/v1/alerts</c>.</param>
    public static string Alerts(string filter) => $"/alerts?{filter}";

    /// <summary>The words for the service desk about a transaction; also the path below <see cref="Interface"/> that tells them.</summary>
    public static string Explain(string acquirer, string terminal, string txn) =>
        $"/explain?acquirer={Uri.EscapeDataString(acquirer)}&terminal={Uri.EscapeDataString(terminal)}&txn={Uri.EscapeDataString(txn)}";

    /// <summary>What an alert is about; null for what has no page.</summary>
    public static string? SubjectOf(AlertAnswer alert) => (alert.Subject.Kind, alert.Subject.Id.Split('/')) switch
    {
        (SubjectKind.Transaction, [var acquirer, var terminal, var txn]) => Transaction(acquirer, terminal, txn),
        (SubjectKind.Terminal, [var acquirer, var terminal]) => Terminal(acquirer, terminal),
        (SubjectKind.Merchant, [var acquirer, var merchant]) => Merchant(acquirer, merchant),
        (SubjectKind.Issuer, [var issuer]) => Issuer(issuer),
        (SubjectKind.Acquirer, [var acquirer]) => Acquirer(acquirer),
        _ => null,
    };

    /// <summary>What a scope of settings is about; null where it is nobody in particular.</summary>
    public static string? OfScope(string scope) => scope.Split('/') switch
    {
        ["acquirer", var acquirer] => Acquirer(acquirer),
        ["merchant", var acquirer, var merchant] => Merchant(acquirer, merchant),
        ["issuer", var issuer] => Issuer(issuer),
        ["terminal", var acquirer, var terminal] => Terminal(acquirer, terminal),
        _ => null,
    };
}
