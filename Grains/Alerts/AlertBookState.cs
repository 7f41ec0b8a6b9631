namespace PosMonitor.Alerts;

/// <summary>The alert book as it was last committed.</summary>
/// <param name="LastSeq">The newest <c>seq</c>, 0 where there is none.</param>
/// <param name="Told">By shard: the last record whose effects are in the book; 0 where none is.</param>
/// <param name="JudgedThrough">The clock through which every slot that ended is judged, UTC ticks; <see cref="long.MinValue"/> before the first.</param>
/// <param name="ExplainedThrough">The clock up to which it is worked off what explains what, UTC ticks; <see cref="long.MinValue"/> before the first.</param>
/// <param name="Open">Every alert that is not resolved: whole, or its head where that <see cref="AlertHead.IsEnough"/>.</param>
/// <param name="Unsettled">
/// Alerts, whole or not, that are resolved and still matter to what explains what: those that <see cref="RootCauses.Explainer.IsUnsettled"/>, and the parents of all of
/// these and of <paramref name="Open"/>.
/// </param>
public sealed record AlertBookState(
    long LastSeq,
    IReadOnlyDictionary<int, long> Told,
    long JudgedThrough,
    long ExplainedThrough,
    IReadOnlyList<IAlertHead> Open,
    IReadOnlyList<IAlertHead> Unsettled);
