using System.Text.Json;
using PosMonitor.Alerts;
using PosMonitor.Json;
using PosMonitor.Operations.Gateway;
using PosMonitor.Queries;

namespace PosMonitor.Operations.Alerts;

/// <summary>Alerts as the HTTP interface has them, for the pages about them.</summary>
internal sealed class AlertDesk(GatewayClient gateway)
{
    /// <summary>How many alerts are loaded at once.</summary>
    public const int Page = 200;

    /// <summary>How many of the alerts under another are shown.</summary>
    public const int MostChildren = 100;

    // So many requests of one page wait at the same time.
    private const int AtOnce = 8;

    /// <summary>The <c>seq</c> up to which a list that is asked for now is complete: what comes later is in the stream behind it.</summary>
    public async Task<long> Now(CancellationToken leaving) =>
        (await Read($"/v1/alerts?before={long.MaxValue}&limit=1", leaving)).Items is [var newest, ..] ? newest.Seq : 0;

    /// <summary>The newest alerts before a <c>seq</c>, newest first, and whether there are older ones.</summary>
    public async Task<(IReadOnlyList<AlertAnswer> Alerts, bool HasMore)> Older(AlertFilter filter, long before, CancellationToken leaving)
    {
        var lists = await Task.WhenAll(filter.Paths(before, Page).Select(path => Read(path, leaving)));
        var alerts = lists.SelectMany(static list => list.Items).OrderByDescending(static alert => alert.Seq).DistinctBy(static alert => alert.Id).ToList();
        return (alerts.Take(Page).ToList(), alerts.Count > Page || lists.Any(static list => list.Next is not null));
    }

    /// <summary>The newest alerts that an alert explains.</summary>
    public async Task<IReadOnlyList<AlertAnswer>> Explained(string id, CancellationToken leaving) =>
        (await Read($"/v1/alerts?parent={Uri.EscapeDataString(id)}&before={long.MaxValue}&limit={MostChildren}", leaving)).Items;

    /// <summary>An alert with all that belongs to it.</summary>
    public async Task<AlertFile> File(string id, CancellationToken leaving)
    {
        var answer = await gateway.Get<JsonElement>(PathOf(id), leaving);
        var alert = answer.Deserialize<AlertAnswer>(WireFormat.Options)!;
        var history = answer.GetProperty("history").Deserialize<List<AlertHistoryEntry>>(WireFormat.Options)!;
        var children = InboxLine.ExplainedBy(alert) > 0 ? await Explained(id, leaving) : [];
        return new AlertFile(alert, history, alert.Parent is null ? null : await Find(alert.Parent, leaving), children);
    }

    /// <summary>Does something to alerts, to each as far as it can be done.</summary>
    /// <param name="deed">What.</param>
    /// <param name="alerts">To which.</param>
    /// <param name="comment">What the person says to it; null for nothing.</param>
    /// <param name="leaving">Ends it.</param>
    public async Task<DeedReport> Do(AlertDeed deed, IReadOnlyList<AlertAnswer> alerts, string? comment, CancellationToken leaving)
    {
        List<AlertAnswer> done = [];
        List<(AlertAnswer, GatewayProblem)> notDone = [];
        foreach (var some in alerts.Chunk(AtOnce))
            await Task.WhenAll(some.Select(Do));
        return new DeedReport(deed, done, notDone);

        async Task Do(AlertAnswer alert)
        {
            try
            {
                done.Add(await gateway.Send<AlertAnswer>(HttpMethod.Post, $"{PathOf(alert.Id)}/{ActionOf(deed)}", BodyOf(deed, comment), leaving));
            }
            catch (GatewayException refused)
            {
                notDone.Add((alert, refused.Problem));
            }
        }
    }

    private static string PathOf(string id) => $"/v1/alerts/{Uri.EscapeDataString(id)}";

    private static string ActionOf(AlertDeed deed) => deed switch
    {
        AlertDeed.Acknowledge => "acknowledge",
        AlertDeed.Resolve => "resolve",
        _ => "comments",
    };

    private static object? BodyOf(AlertDeed deed, string? comment) =>
        deed == AlertDeed.Comment ? new CommentBody(comment ?? "") : comment is null ? null : new ActionBody(comment);

    private async Task<AlertAnswer?> Find(string id, CancellationToken leaving)
    {
        try
        {
            return await gateway.Get<AlertAnswer>(PathOf(id), leaving);
        }
        catch (GatewayException refused) when (refused.Problem.IsNotFound)
        {
            return null;
        }
    }

    private Task<ListAnswer<AlertAnswer>> Read(string path, CancellationToken leaving) => gateway.Get<ListAnswer<AlertAnswer>>(path, leaving);
}
