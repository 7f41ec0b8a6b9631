namespace PosMonitor.Alerts.RootCauses;

/// <summary>An alert that can be explained by another, while it is open.</summary>
internal sealed class ExplainedAlert(IAlertHead alert, Cause[] causes)
{
    /// <summary>As last heard of.</summary>
    public IAlertHead Alert { get; set; } = alert;

    /// <summary>What would explain it, the first to be asked first.</summary>
    public Cause[] Causes => causes;

    /// <summary>True from its opening to its end, on the settled clock.</summary>
    public bool IsOpen { get; set; }

    /// <summary>True where it is to be forgotten, with all moments of it that still wait.</summary>
    public bool Gone { get; set; }

    /// <summary>The id of its parent, which may have ended.</summary>
    public string? ParentId { get; private set; } = alert.Parent;

    /// <summary>Its parent while that is open.</summary>
    public ExplainingAlert? Parent { get; set; }

    public bool Delivered { get; private set; } = alert.Delivered;

    /// <summary>Ids of parents that it had before, each once.</summary>
    public string? Earlier { get; private set; } = alert.EarlierParents;

    /// <summary>When it is delivered unless something explains it, UTC ticks; <see cref="long.MaxValue"/> for never.</summary>
    public long HeldUntil { get; set; } = long.MaxValue;

    /// <summary>True where it is noted among those that change in this step.</summary>
    public bool Touched { get; set; }

    /// <summary>Takes a parent.</summary>
    /// <returns>True where it never had that one before.</returns>
    public bool Take(ExplainingAlert parent)
    {
        Parent?.Explained.Remove(this);
        Parent = parent;
        parent.Explained.Add(this);
        HeldUntil = long.MaxValue;
        var id = parent.Alert.Id;
        if (ParentId == id)
            return false;
        LeaveParent();
        ParentId = id;
        return !EarlierParents.Have(Earlier, id);
    }

    /// <summary>Nothing explains it (any more): it is delivered.</summary>
    public void Deliver()
    {
        LeaveParent();
        Delivered = true;
        HeldUntil = long.MaxValue;
    }

    private void LeaveParent()
    {
        Earlier = EarlierParents.With(Earlier, ParentId);
        ParentId = null;
    }
}
