using System.Globalization;
using PosMonitor.Alerts;
using PosMonitor.Operations.Gateway;
using PosMonitor.Queries;

namespace PosMonitor.Operations.Fleet;

/// <summary>The causes that are open now: alerts that explain others, kept up to date by the stream of alerts.</summary>
internal sealed class RootCauses
{
    /// <summary>The rules whose alerts explain others, and that of a feed that has gone quiet, which nothing else can tell.</summary>
    private static readonly string[] Rules = ["acquirer.degraded", "acquirer.silent", "issuer.degraded", "notification.degraded", "merchant.failing"];

    private static readonly string[] Unresolved = ["open", "acknowledged"];

    // Of one rule; beyond that many a page tells nothing more.
    private const int MostOfARule = 200;
    private const int MostKept = 4 * MostOfARule;

    private readonly Dictionary<string, AlertAnswer> _known = new(StringComparer.Ordinal);

    /// <summary>The open causes, that which explains most first.</summary>
    public IReadOnlyList<RootCause> Open { get; private set; } = [];

    /// <summary>Reads all that are open. What the stream has told meanwhile is newer and stays.</summary>
    /// <exception cref="GatewayException">They cannot be read.</exception>
    public async Task Load(GatewayClient gateway, CancellationToken leaving)
    {
        foreach (var rule in Rules)
        {
            foreach (var status in Unresolved)
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"/v1/alerts?rule={rule}&status={status}&limit={MostOfARule}");
                foreach (var alert in (await gateway.Get<ListAnswer<AlertAnswer>>(path, leaving)).Items)
                    Note(alert);
            }
        }
        Sort();
    }

    /// <summary>Takes a change of an alert.</summary>
    /// <returns>Whether it changes what is open.</returns>
    public bool Take(AlertAnswer alert)
    {
        if (!Note(alert))
            return false;
        Sort();
        return true;
    }

    private bool Note(AlertAnswer alert)
    {
        if (!Rules.Contains(alert.Rule) || (_known.TryGetValue(alert.Id, out var known) && known.Seq >= alert.Seq))
            return false;
        // One that has ended is kept for a while: what is read may be older than what was told.
        if (_known.Count >= MostKept)
            foreach (var old in _known.Values.Where(old => !IsOpen(old)).ToList())
                _known.Remove(old.Id);
        if (_known.Count < MostKept || _known.ContainsKey(alert.Id))
            _known[alert.Id] = alert;
        return true;
    }

    private void Sort() => Open =
    [
        .. _known.Values.Where(IsOpen).Select(RootCause.Of)
            .OrderByDescending(cause => cause.Terminals).ThenByDescending(cause => cause.Explains).ThenBy(cause => cause.Alert.OpenedAt).ThenBy(cause => cause.Alert.Id, StringComparer.Ordinal),
    ];

    // What another cause explains is not the root.
    private static bool IsOpen(AlertAnswer alert) => alert.Status != AlertStatus.Resolved && alert.Parent is null;
}
