using PosMonitor.Alerts;
using PosMonitor.Operations.Gateway;
using PosMonitor.Parties;
using PosMonitor.Queries;

namespace PosMonitor.Operations.Parties;

/// <summary>The alerts about something that are not resolved, the most severe and the widest first.</summary>
/// <param name="Items">At most <see cref="Most"/>.</param>
/// <param name="More">Whether there are others.</param>
public sealed record OpenAlerts(IReadOnlyList<AlertAnswer> Items, bool More)
{
    /// <summary>How many a page shows.</summary>
    public const int Most = 50;

    private static readonly string[] Statuses = ["open", "acknowledged"];

    /// <param name="gateway">Where to ask.</param>
    /// <param name="filter">As in the query of <c>/v1/alerts</c>, without a status.</param>
    /// <param name="rules">Rules whose alerts must not be lost among many others.</param>
    /// <param name="leaving">Ends when nobody waits for it any more.</param>
    internal static async Task<OpenAlerts> Read(GatewayClient gateway, string filter, IReadOnlyList<string> rules, CancellationToken leaving)
    {
        var filters = rules.Select(rule => $"{filter}&rule={rule}").Prepend(filter);
        var pages = await Task.WhenAll(filters.SelectMany(_ => Statuses, (cut, status) =>
            gateway.Get<ListAnswer<AlertAnswer>>($"/v1/alerts?{cut}&status={status}&limit={2 * Most}", leaving)));
        var all = pages.SelectMany(page => page.Items).DistinctBy(alert => alert.Id)
            .OrderByDescending(alert => alert.Severity).ThenBy(alert => alert.Subject.Kind == SubjectKind.Transaction).ThenByDescending(alert => alert.OpenedAt).ToList();
        return new OpenAlerts([.. all.Take(Most)], all.Count > Most || pages.Any(page => page.Next is not null));
    }
}
