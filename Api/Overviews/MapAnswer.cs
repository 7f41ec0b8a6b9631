namespace PosMonitor.Overviews;

/// <summary>The map of the fleet.</summary>
/// <param name="Items">Groups of terminals, by acquirer and merchant.</param>
public sealed record MapAnswer(IReadOnlyList<MapGroup> Items);
