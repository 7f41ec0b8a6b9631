using System.Text;
using PosMonitor.Events;

namespace PosMonitor.Settings;

/// <summary>The scopes of settings, from far to near (contract §5): of two that set the same, the nearer one wins.</summary>
public static class SettingScope
{
    public const string Fleet = "fleet";

    public static string OfAcquirer(string acquirer) => $"acquirer/{acquirer}";

    public static string OfMerchant(string acquirer, string merchant) => $"merchant/{acquirer}/{merchant}";

    public static string OfIssuer(string issuer) => $"issuer/{issuer}";

    public static string OfTerminal(string acquirer, string terminal) => $"terminal/{acquirer}/{terminal}";

    /// <summary>Takes a scope apart.</summary>
    /// <exception cref="ArgumentException">The text is none.</exception>
    public static ScopeIds Parse(string scope) =>
        TryParse(scope, out var ids) ? ids : throw new ArgumentException("There is no such scope; allowed are fleet, acquirer/{a}, merchant/{a}/{m}, issuer/{i} and terminal/{a}/{t}.", nameof(scope));

    /// <summary>Takes a scope apart.</summary>
    /// <returns>False where the text is none.</returns>
    public static bool TryParse(string scope, out ScopeIds ids)
    {
        ScopeIds? found = scope.Split('/') switch
        {
            [Fleet] => new ScopeIds(),
            ["acquirer", var acquirer] => new ScopeIds(acquirer),
            ["merchant", var acquirer, var merchant] => new ScopeIds(acquirer, merchant),
            ["issuer", var issuer] => new ScopeIds(Issuer: issuer),
            ["terminal", var acquirer, var terminal] => new ScopeIds(acquirer, Terminal: terminal),
            _ => null,
        };
        ids = found.GetValueOrDefault();
        return found is not null && IsId(ids.Acquirer, Identifiers.AcquirerLength) && IsId(ids.Merchant, Identifiers.MerchantLength)
            && IsId(ids.Issuer, Identifiers.IssuerLength) && IsId(ids.Terminal, Identifiers.TerminalLength);
    }

    private static bool IsId(string? id, int longest) => id is null || Identifiers.IsId(Encoding.UTF8.GetBytes(id), longest);
}
