namespace PosMonitor.Alerts.RootCauses;

/// <summary>
/// Open alerts by what would explain them, and open causes: an outage costs what it explains, not what else is open.
/// </summary>
internal sealed class OpenAlerts
{
    private readonly Dictionary<Cause, Affected> _affected = [];

    /// <summary>The open alerts that a cause would explain.</summary>
    public IReadOnlyCollection<ExplainedAlert> Of(Cause cause) => _affected.TryGetValue(cause, out var affected) ? affected.Alerts : [];

    /// <summary>The first cause of an alert that is open and stays so <paramref name="after"/> a moment: what ends with another takes nothing over from it.</summary>
    public ExplainingAlert? FirstCauseOf(ExplainedAlert alert, long after = long.MinValue)
    {
        foreach (var cause in alert.Causes)
            if (_affected.TryGetValue(cause, out var affected))
                foreach (var open in affected.Causes)
                    if (open.EndsAt > after)
                        return open;
        return null;
    }

    public void Add(ExplainingAlert cause)
    {
        cause.IsOpen = true;
        Made(cause.Cause).Causes.Add(cause);
    }

    public void Add(ExplainedAlert alert)
    {
        alert.IsOpen = true;
        foreach (var cause in alert.Causes)
            Made(cause).Alerts.Add(alert);
    }

    public void Remove(ExplainingAlert cause)
    {
        if (cause.IsOpen)
            Drop(cause.Cause, affected => affected.Causes.Remove(cause));
        cause.IsOpen = false;
    }

    public void Remove(ExplainedAlert alert)
    {
        if (alert.IsOpen)
            foreach (var cause in alert.Causes)
                Drop(cause, affected => affected.Alerts.Remove(alert));
        alert.IsOpen = false;
    }

    private Affected Made(Cause cause)
    {
        if (!_affected.TryGetValue(cause, out var affected))
            _affected[cause] = affected = new Affected();
        return affected;
    }

    private void Drop(Cause cause, Func<Affected, bool> remove)
    {
        var affected = _affected[cause];
        remove(affected);
        if (affected is { Alerts.Count: 0, Causes.Count: 0 })
            _affected.Remove(cause);
    }

    /// <summary>What there is of one cause. Of its own alerts one is open, but for the moment at which one follows another.</summary>
    private sealed class Affected
    {
        public HashSet<ExplainedAlert> Alerts { get; } = [];

        public SortedSet<ExplainingAlert> Causes { get; } =
            new(Comparer<ExplainingAlert>.Create(static (one, other) => Explanation.InOrder(one.Alert, other.Alert)));
    }
}
