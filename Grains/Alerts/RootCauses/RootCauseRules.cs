using System.Text.Json;

namespace PosMonitor.Alerts.RootCauses;

/// <summary>Which alerts explain others, and which they can be (contract §4).</summary>
public static class RootCauseRules
{
    private const string TerminalFailing = "terminal.failing";
    private const string MerchantFailing = "merchant.failing";

    /// <summary>True where another alert could explain one of this rule: it is not delivered before that is known.</summary>
    public static bool CanBeExplained(string rule) =>
        rule is TerminalFailing or MerchantFailing or "notification.overdue" or "notification.late" or "notification.failed";

    /// <summary>What an alert says is degraded, or null where its rule explains nothing.</summary>
    public static Cause? CauseOf(IAlertHead alert) => alert.Rule switch
    {
        "acquirer.degraded" => Of(CauseKind.Acquirer, alert.Acquirer),
        "issuer.degraded" => Of(CauseKind.Issuer, alert.Issuer),
        "notification.degraded" => Of(CauseKind.Notification, alert.Issuer),
        MerchantFailing => MerchantOf(alert),
        _ => null,
    };

    /// <summary>What would explain an alert, the first to be asked first.</summary>
    public static Cause[] CausesOf(IAlertHead alert) => [.. Candidates(alert).OfType<Cause>()];

    /// <summary>Of an alert about failures of a terminal or merchant: the issuer of more than half of those that its evidence counts. Null for none.</summary>
    public static string? BlamedIssuerOf(Alert alert)
    {
        if (alert.Rule is not (TerminalFailing or MerchantFailing))
            return null;
        using var json = JsonDocument.Parse(alert.Evidence);
        if (!json.RootElement.TryGetProperty("failures", out var failures) || !failures.TryGetInt64(out var all)
            || !json.RootElement.TryGetProperty("byIssuer", out var issuers))
            return null;
        foreach (var issuer in issuers.EnumerateObject())
            if (issuer.Value.TryGetInt64(out var count) && 2 * count > all)
                return issuer.Name;
        return null;
    }

    private static IEnumerable<Cause?> Candidates(IAlertHead alert)
    {
        if (!CanBeExplained(alert.Rule))
            yield break;
        if (alert.Rule is not (TerminalFailing or MerchantFailing))
        {
            yield return Of(CauseKind.Notification, alert.Issuer);
            yield break;
        }
        yield return Of(CauseKind.Acquirer, alert.Acquirer);
        yield return Of(CauseKind.Issuer, alert is AlertHead head ? head.BlamedIssuer : BlamedIssuerOf((Alert)alert));
        if (alert.Rule == TerminalFailing)
            yield return MerchantOf(alert);
    }

    private static Cause? MerchantOf(IAlertHead alert) =>
        alert.Acquirer is null || alert.Merchant is null ? null : new Cause(CauseKind.Merchant, $"{alert.Acquirer}/{alert.Merchant}");

    private static Cause? Of(CauseKind kind, string? subject) => subject is null ? null : new Cause(kind, subject);
}
