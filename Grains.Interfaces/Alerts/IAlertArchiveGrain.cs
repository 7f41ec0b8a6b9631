using PosMonitor.Access;

namespace PosMonitor.Alerts;

/// <summary>Reads alerts from the store. Stateless: use key 0.</summary>
[Alias("pos.alert-archive")]
public interface IAlertArchiveGrain : IGrainWithIntegerKey
{
    /// <summary>Alerts as they stand and as the reader sees them, in order of <c>seq</c>.</summary>
    [Alias("list")]
    Task<IReadOnlyList<Alert>> List(AlertQuery query);

    /// <summary>An alert as the reader sees it, or null.</summary>
    /// <param name="id">The alert.</param>
    /// <param name="cut">The acquirers that the reader may see; null for all.</param>
    [Alias("get")]
    Task<AlertDetail?> Get(string id, AcquirerCut? cut);

    /// <summary>Every change after <paramref name="after"/>, each as the alert stood then, whole, in order of <c>seq</c> without a gap.</summary>
    [Alias("changes")]
    Task<IReadOnlyList<Alert>> Changes(long after, int limit);

    /// <summary>The newest <c>seq</c>, 0 where there is none.</summary>
    [Alias("last")]
    Task<long> LastSeq();
}
