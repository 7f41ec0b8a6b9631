namespace PosMonitor.Parties;

/// <summary>What one shard has heard of an acquirer in one ten-second slot of event time (contract §4, <c>acquirer.silent</c> and <c>acquirer.unlicensed</c>).</summary>
/// <param name="Acquirer">The acquirer.</param>
/// <param name="Slot">The start of the slot, UTC ticks.</param>
/// <param name="Events">Events with an effect: repeats are none.</param>
/// <param name="First">The time of the earliest of them, UTC ticks.</param>
/// <param name="Last">The time of the latest of them, UTC ticks.</param>
[GenerateSerializer, Immutable, Alias("pos.feed-figures")]
public sealed record FeedFigures(
    [property: Id(0)] string Acquirer,
    [property: Id(1)] long Slot,
    [property: Id(2)] int Events,
    [property: Id(3)] long First,
    [property: Id(4)] long Last)
{
    /// <summary>The time of the earliest of those that were not told before, UTC ticks.</summary>
    [Id(5)] public long Fresh { get; init; }
}
