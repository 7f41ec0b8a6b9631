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
    public static Cause? CauseOf(Alert alert) => alert.Rule switch
    {
        "acquirer.degraded" => Of(CauseKind.Acquirer, alert.Acquirer),
        "issuer.degraded" => Of(CauseKind.Issuer, alert.Issuer),
        "notification.degraded" => Of(CauseKind.Notification, alert.Issuer),
        MerchantFailing => MerchantOf(alert),
        _ => null,
    };

    /// <summary>What would explain an alert, the first to be asked first.</summary>
    public static Cause[] CausesOf(Alert alert) => [.. Candidates(alert).OfType<Cause>()];

    private static IEnumerable<Cause?> Candidates(Alert alert)
    {
        if (!CanBeExplained(alert.Rule))
            yield break;
        if (alert.Rule is not (TerminalFailing or MerchantFailing))
        {
            yield return Of(CauseKind.Notification, alert.Issuer);
            yield break;
        }
        yield return Of(CauseKind.Acquirer, alert.Acquirer);
        yield return Of(CauseKind.Issuer, IssuerOfMost(alert.Evidence));
        if (alert.Rule == TerminalFailing)
            yield return MerchantOf(alert);
    }

    /// <summary>The issuer of more than half of the failures that the evidence counts, or null.</summary>
    private static string? IssuerOfMost(string evidence)
    {
        using var json = JsonDocument.Parse(evidence);
        if (!json.RootElement.TryGetProperty("failures", out var failures) || !failures.TryGetInt64(out var all)
            || !json.RootElement.TryGetProperty("byIssuer", out var issuers))
            return null;
        foreach (var issuer in issuers.EnumerateObject())
            if (issuer.Value.TryGetInt64(out var count) && 2 * count > all)
                return issuer.Name;
        return null;
    }

    private static Cause? MerchantOf(Alert alert) =>
        alert.Acquirer is null || alert.Merchant is null ? null : new Cause(CauseKind.Merchant, $"{alert.Acquirer}/{alert.Merchant}");

    private static Cause? Of(CauseKind kind, string? subject) => subject is null ? null : new Cause(kind, subject);
}
