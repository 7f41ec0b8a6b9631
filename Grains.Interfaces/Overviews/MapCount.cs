namespace PosMonitor.Overviews;

/// <summary>What the map of the fleet counts of each group of terminals: how many there are, how many do so, and what is in their windows.</summary>
public enum MapCount
{
    Terminals,
    Failing,
    Slow,
    Silent,
    OffDuty,
    Active,
    Idle,

    /// <summary>Transactions in the terminals' windows (contract §4).</summary>
    Finished,
    Failures,
}
