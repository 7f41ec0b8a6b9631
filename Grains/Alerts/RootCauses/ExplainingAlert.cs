namespace PosMonitor.Alerts.RootCauses;

/// <summary>An alert that explains others while it is open.</summary>
internal sealed class ExplainingAlert(IAlertHead alert, Cause cause)
{
    /// <summary>As last heard of.</summary>
    public IAlertHead Alert { get; set; } = alert;

    public Cause Cause => cause;

    /// <summary>True from its opening to its end, on the settled clock.</summary>
    public bool IsOpen { get; set; }

    /// <summary>When it ends, as far as is known; UTC ticks.</summary>
    public long EndsAt { get; set; } = long.MaxValue;

    /// <summary>True where it is to be forgotten, with all moments of it that still wait.</summary>
    public bool Gone { get; set; }

    /// <summary>The open alerts that have it as their parent.</summary>
    public HashSet<ExplainedAlert> Explained { get; } = [];

    /// <summary>By acquirer and rule, what it explains since the last step and never did before; null for nothing.</summary>
    public SortedDictionary<string, SortedDictionary<string, int>>? News { get; set; }
}
