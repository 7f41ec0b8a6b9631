namespace PosMonitor.Alerts;

/// <summary>How far the book is with a shard.</summary>
/// <param name="Told">The shard's last record whose effects are committed.</param>
/// <param name="JudgedThrough">The clock through which every slot that ended is judged, UTC ticks.</param>
/// <param name="Introduce">True where the book does not know the shard's figures (it has just started): call <see cref="IAlertSink.Introduce"/>, then tell again.</param>
[GenerateSerializer, Immutable, Alias("pos.tell-answer")]
public sealed record TellAnswer([property: Id(0)] long Told, [property: Id(1)] long JudgedThrough, [property: Id(2)] bool Introduce)
{
    /// <summary>The book reads <see cref="Parties.SlotReport.Merchants"/>; one of a build that does not says nothing of it.</summary>
    [Id(3)] public bool TakesPacked { get; init; }
}
