namespace PosMonitor.Alerts;

/// <summary>One commit of the alert book.</summary>
/// <param name="Changes">The changes, in order of <c>seq</c>.</param>
/// <param name="Told">By shard: the last record whose effects are in the book with this commit.</param>
/// <param name="JudgedThrough">The clock through which every slot that ended is judged, UTC ticks; null where it did not change.</param>
/// <param name="ExplainedThrough">The clock up to which it is worked off what explains what, UTC ticks.</param>
public sealed record AlertCommit(IReadOnlyList<AlertChange> Changes, IReadOnlyDictionary<int, long> Told, long? JudgedThrough, long ExplainedThrough);
