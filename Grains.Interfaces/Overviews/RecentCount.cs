namespace PosMonitor.Overviews;

/// <summary>What is counted of a merchant or issuer over the last slots (contract §4).</summary>
public enum RecentCount
{
    Finished,
    Failures,

    /// <summary>Of an issuer: notifications that were due and not on time.</summary>
    Late,
}
