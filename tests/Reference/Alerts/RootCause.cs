namespace PosMonitor.Reference;

/// <summary>
/// "One outage is one page" (contract §4): which alert explains which, and which are delivered. It is worked out in event time, up to the clock
/// through which the parties are judged.
/// </summary>
public sealed class RootCause(AlertBook book, ConfigurationInForce configuration)
{
    /// <summary>"Of several open ones the first of acquirer, issuer, notification, merchant is the parent."</summary>
    private static readonly List<string> ByPrecedence = ["acquirer.degraded", "issuer.degraded", "notification.degraded", "merchant.failing"];

    private readonly Dictionary<Alert, Explained> _explained = [];
    private DateTimeOffset? _before;

    /// <summary>Those that could be explained, and are held for that; all others are delivered at once.</summary>
    public static IReadOnlySet<string> Explainable { get; } = new HashSet<string>
    {
        "notification.overdue", "notification.late", "notification.failed", "terminal.failing", "merchant.failing",
    };

    public void WorkOutThrough(DateTimeOffset clock)
    {
        var parents = book.All.Where(a => ByPrecedence.Contains(a.Rule)).OrderBy(PrecedenceOf).ToList();
        foreach (var alert in book.All.Where(a => Explainable.Contains(a.Rule)))
        {
            if (!_explained.TryGetValue(alert, out var explained))
                _explained.Add(alert, explained = new Explained(alert, _before));
            explained.WorkOutThrough(clock, parents.Where(parent => Explains(parent, alert)), HoldForOf(alert));
        }
        _before = clock;
    }

    /// <summary>The lower, the sooner it is the parent.</summary>
    public static int PrecedenceOf(Alert parent) => ByPrecedence.IndexOf(parent.Rule);

    private static bool Explains(Alert parent, Alert child) => parent.Rule switch
    {
        // "acquirer explains its merchants' and terminals' *.failing"
        "acquirer.degraded" => IsFailing(child) && child.Acquirer == parent.Acquirer,

        // "issuer explains terminal.failing and merchant.failing in which more than half of the failures counted at its opening are that issuer's"
        "issuer.degraded" => IsFailing(child)
            && 2 * child.FailuresByIssuer.GetValueOrDefault(parent.SubjectId) > child.FailuresByIssuer.Values.Sum(),

        // "notification.degraded explains notification.overdue/late/failed of that issuer"
        "notification.degraded" => child.SubjectKind == "transaction" && child.Issuer == parent.SubjectId,

        // "merchant its terminals' terminal.failing"
        _ => child.Rule == "terminal.failing" && (child.Acquirer, child.Merchant) == (parent.Acquirer, parent.Merchant),
    };

    private static bool IsFailing(Alert child) => child.Rule is "terminal.failing" or "merchant.failing";

    private TimeSpan HoldForOf(Alert alert) =>
        configuration.Now.SettingsOf(alert.Acquirer, alert.Merchant, alert.Issuer, alert.TerminalId?.Split('/')[1]).HoldFor;
}
