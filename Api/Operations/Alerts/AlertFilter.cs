using System.Text.Json;
using PosMonitor.Alerts;
using PosMonitor.Parties;

namespace PosMonitor.Operations.Alerts;

/// <summary>Which alerts the inbox shows, as it stands in the address of the page.</summary>
/// <param name="Status">A status, <see cref="All"/>, or null for what is not resolved.</param>
/// <param name="Rule">Only this rule.</param>
/// <param name="Severity">Only this severity.</param>
/// <param name="Acquirer">Only this acquirer.</param>
/// <param name="Merchant">Only this merchant.</param>
/// <param name="Terminal">Only this terminal.</param>
/// <param name="Issuer">Only this bank.</param>
/// <param name="Delivered"><c>true</c>, <c>false</c>, or null for both.</param>
/// <param name="Parent">The id of an alert for what it explains, <see cref="All"/>, or null for what nothing explains.</param>
public sealed record AlertFilter(
    string? Status, string? Rule, string? Severity, string? Acquirer, string? Merchant, string? Terminal, string? Issuer, string? Delivered, string? Parent)
{
    /// <summary>Leaves out nothing.</summary>
    public const string All = "all";

    private static readonly string[] Unresolved = [Word(AlertStatus.Open), Word(AlertStatus.Acknowledged)];

    /// <summary>The name of a value in an address.</summary>
    public static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>What to ask the HTTP interface for to get the newest ones before a <c>seq</c>: each gives some, newest first.</summary>
    public IEnumerable<string> Paths(long before, int limit)
    {
        var statuses = Status switch { null => Unresolved, All => [null], var one => new string?[] { one } };
        return statuses.Select(status => $"/v1/alerts?{Query(status)}before={before}&limit={limit}");
    }

    /// <summary>Whether an alert is one of them.</summary>
    public bool Matches(AlertAnswer alert) =>
        (Status switch { null => alert.Status != AlertStatus.Resolved, All => true, var one => one == Word(alert.Status) })
        && (Parent switch { null => alert.Parent is null, All => true, var id => id == alert.Parent })
        && (Severity is null || Severity == Word(alert.Severity))
        && (Delivered is null || Delivered == (alert.Delivered ? "true" : "false"))
        && Is(Rule, alert.Rule) && Is(Acquirer, alert.Acquirer) && Is(Merchant, alert.Merchant) && Is(Terminal, alert.Terminal)
        && (Issuer is null || Issuer == IssuerOf(alert));

    /// <summary>The bank that an alert is about, or whose card is in it; null for none.</summary>
    public static string? IssuerOf(AlertAnswer alert)
    {
        if (alert.Subject.Kind == SubjectKind.Issuer)
            return alert.Subject.Id;
        using var evidence = JsonDocument.Parse(alert.Evidence);
        return evidence.RootElement.TryGetProperty("issuer", out var issuer) ? issuer.GetString() : null;
    }

    private static bool Is(string? wanted, string? has) => wanted is null || wanted == has;

    private string Query(string? status) => string.Concat(
        new[]
        {
            ("status", status), ("rule", Rule), ("severity", Severity), ("acquirer", Acquirer), ("merchant", Merchant), ("terminal", Terminal), ("issuer", Issuer),
            ("delivered", Delivered), ("parent", Parent switch { null => AlertQuery.NoParent, All => null, var id => id }),
        }.Where(static part => part.Item2 is not null).Select(static part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}&"));
}
