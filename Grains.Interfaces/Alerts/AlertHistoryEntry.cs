namespace PosMonitor.Alerts;

/// <summary>One change of an alert.</summary>
/// <param name="Seq">The change's number.</param>
/// <param name="At">The server's clock.</param>
/// <param name="What">
/// <c>opened</c>, <c>reopened</c>, <c>severity</c>, <c>gathered</c>, <c>resolved</c>, <c>acknowledged</c>, <c>comment</c>; <c>explained</c> (it has a parent, or
/// another), <c>unexplained</c> (none any more), <c>delivered</c>, <c>explains</c> (it is the parent of more).
/// </param>
/// <param name="By">The person (the name of their key), or null where the monitor did it.</param>
/// <param name="Text">A comment, or null.</param>
[GenerateSerializer, Immutable, Alias("pos.alert-history-entry")]
public sealed record AlertHistoryEntry(
    [property: Id(0)] long Seq,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string What,
    [property: Id(3)] string? By,
    [property: Id(4)] string? Text);
