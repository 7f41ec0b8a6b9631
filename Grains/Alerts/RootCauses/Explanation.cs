namespace PosMonitor.Alerts.RootCauses;

/// <summary>How an alert stands with those that explain it, after it changed.</summary>
/// <param name="Alert">The alert, as last heard of.</param>
/// <param name="Parent">The id of what explains it, or null.</param>
/// <param name="Delivered">Whether it is delivered.</param>
/// <param name="EarlierParents">See <see cref="Alert.EarlierParents"/>.</param>
public sealed record Explanation(IAlertHead Alert, string? Parent, bool Delivered, string? EarlierParents)
{
    /// <summary>Compares by opening, then id: an order that depends on the alerts alone.</summary>
    public static int InOrder(IAlertHead one, IAlertHead other) =>
        one.OpenedAt != other.OpenedAt ? one.OpenedAt.CompareTo(other.OpenedAt) : string.CompareOrdinal(one.Id, other.Id);
}

/// <summary>What an alert explains that it did not explain before.</summary>
/// <param name="Alert">The alert, as last heard of.</param>
/// <param name="ByRule">How many alerts of each rule.</param>
/// <param name="ByAcquirer">The same of each acquirer's terminals and merchants.</param>
public sealed record ExplainedMore(IAlertHead Alert, IReadOnlyDictionary<string, int> ByRule, IReadOnlyDictionary<string, SortedDictionary<string, int>> ByAcquirer);

/// <summary>What a move of the clock came to.</summary>
/// <param name="Explanations">One for each alert whose parent or delivery changed, in order of opening.</param>
/// <param name="Causes">One for each alert that explains more, in order of opening.</param>
/// <param name="Worked">True where anything happened on the way, even if none of these followed: a restart has to know how far the clock is.</param>
public sealed record ExplainerStep(IReadOnlyList<Explanation> Explanations, IReadOnlyList<ExplainedMore> Causes, bool Worked);
