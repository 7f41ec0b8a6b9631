namespace PosMonitor.Queries;

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on the page.</param>
/// <param name="Next">The cursor of the next page; null on the last one.</param>
public sealed record ListAnswer<T>(IReadOnlyList<T> Items, string? Next);
