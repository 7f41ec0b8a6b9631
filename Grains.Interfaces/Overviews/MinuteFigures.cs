using PosMonitor.Parties;

namespace PosMonitor.Overviews;

/// <summary>Totals minute by minute.</summary>
/// <param name="From">The start of the first minute; null where nothing is settled yet.</param>
/// <param name="Minutes">The minutes one after the other, null for one in which nothing was requested.</param>
[GenerateSerializer, Immutable, Alias("pos.minute-figures")]
public sealed record MinuteFigures([property: Id(0)] DateTimeOffset? From, [property: Id(1)] IReadOnlyList<Figures?> Minutes)
{
    /// <summary>How many minutes.</summary>
    public const int Count = 60;
}
