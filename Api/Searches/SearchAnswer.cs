namespace PosMonitor.Searches;

/// <summary>What was found.</summary>
/// <param name="Items">Best first, at most 20.</param>
public sealed record SearchAnswer(IReadOnlyList<SearchItem> Items);
