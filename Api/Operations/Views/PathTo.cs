namespace PosMonitor.Operations.Views;

/// <summary>Where the page of something is that has an id.</summary>
internal static class PathTo
{
    public static string Acquirer(string acquirer) => $"/acquirers/{Escape(acquirer)}";

    public static string Merchant(string acquirer, string merchant) => $"{Acquirer(acquirer)}/merchants/{Escape(merchant)}";

    public static string Terminal(string acquirer, string terminal) => $"{Acquirer(acquirer)}/terminals/{Escape(terminal)}";

    public static string Transaction(string acquirer, string terminal, string txn) => $"{Terminal(acquirer, terminal)}/transactions/{Escape(txn)}";

    public static string Issuer(string issuer) => $"/issuers/{Escape(issuer)}";

    public static string Alert(string alert) => $"/alerts/{Escape(alert)}";

    private static string Escape(string id) => Uri.EscapeDataString(id);
}
