namespace PosMonitor.Searches;

/// <summary>The best of what was found, best first: what was meant exactly, then the shortest ids, as they are the nearest, then by id.</summary>
public static class SearchOrder
{
    /// <summary>Puts together what several shards have found; of merchants, issuers and acquirers they find the same.</summary>
    public static List<SearchHit> Best(IEnumerable<SearchHit> found, int limit) =>
        [.. found.DistinctBy(hit => (hit.Kind, hit.Acquirer, hit.Id, hit.Transaction?.Terminal)).OrderByDescending(hit => hit.Exact).ThenBy(hit => hit.Id.Length)
            .ThenBy(hit => hit.Kind).ThenBy(hit => hit.Id, StringComparer.Ordinal).ThenBy(hit => hit.Acquirer, StringComparer.Ordinal)
            .ThenBy(hit => hit.Transaction?.Terminal, StringComparer.Ordinal).Take(limit)];
}
