namespace PosMonitor.Overviews;

/// <summary>The last hour by minute.</summary>
/// <param name="Items">Sixty minutes, oldest first; none where nothing is settled yet.</param>
public sealed record HistoryAnswer(IReadOnlyList<HistoryMinute> Items)
{
    public static HistoryAnswer Of(MinuteFigures figures) => new([.. figures.Minutes.Select((minute, place) => HistoryMinute.Of(figures.From!.Value.AddMinutes(place), minute))]);
}
