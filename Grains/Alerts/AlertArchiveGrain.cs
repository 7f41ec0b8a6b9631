using Orleans.Concurrency;
using PosMonitor.Access;

namespace PosMonitor.Alerts;

/// <summary>Reads alerts from the store, as many at a time as ask.</summary>
[StatelessWorker, Reentrant]
public sealed class AlertArchiveGrain(IAlertStore store) : Grain, IAlertArchiveGrain
{
    // The store leaves out what the reader does not see at all.
    public async Task<IReadOnlyList<Alert>> List(AlertQuery query) =>
        [.. (await store.List(query, CancellationToken.None)).Select(alert => AlertCut.Of(alert, query.Cut)).OfType<Alert>()];

    public async Task<AlertDetail?> Get(string id, AcquirerCut? cut) => await store.Get(id, CancellationToken.None) is { } alert ? AlertCut.Of(alert, cut) : null;

    public Task<IReadOnlyList<Alert>> Changes(long after, int limit) => store.Changes(after, limit, CancellationToken.None);

    public Task<long> LastSeq() => store.LastSeq(CancellationToken.None);
}
