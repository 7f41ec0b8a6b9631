namespace PosMonitor.Alerts;

/// <summary>Keeps alerts, every change of them, and how far each shard has been heard, all in one commit.</summary>
public interface IAlertStore
{
    /// <summary>What the book needs to go on where it stopped.</summary>
    Task<AlertBookState> Load(CancellationToken cancellation);

    /// <summary>Writes all of it or nothing; durable when the task completes.</summary>
    /// <exception cref="Shards.JournalUnavailableException">Nothing was written.</exception>
    Task Commit(AlertCommit commit);

    /// <summary>Alerts as they stand, in order of <c>seq</c>.</summary>
    Task<IReadOnlyList<Alert>> List(AlertQuery query, CancellationToken cancellation);

    /// <summary>An alert as it stands, with its history, or null.</summary>
    Task<AlertDetail?> Get(string id, CancellationToken cancellation);

    /// <summary>Those of <paramref name="ids"/> (up to tens of thousands) that exist, as they stand, in any order; in one round trip.</summary>
    Task<IReadOnlyList<Alert>> Find(IReadOnlyCollection<string> ids, CancellationToken cancellation);

    /// <summary>Every change after <paramref name="after"/>, each as the alert stood then, in order of <c>seq</c>.</summary>
    Task<IReadOnlyList<Alert>> Changes(long after, int limit, CancellationToken cancellation);

    /// <summary>The clock through which every slot that ended is judged, as last committed, UTC ticks; <see cref="long.MinValue"/> before the first.</summary>
    Task<long> JudgedThrough(CancellationToken cancellation);

    /// <summary>The newest <c>seq</c>, 0 where there is none.</summary>
    Task<long> LastSeq(CancellationToken cancellation);
}
