namespace PosMonitor.Terminals;

/// <summary>Where a terminal stands with the procedures that are required of it: sign-in and settlement of each business day. Kept only of those of which they are.</summary>
public sealed class Procedure
{
    /// <summary>The last business day on which a request without a sign-in was noted; 0 for none.</summary>
    public int NoSigninDay { get; set; }

    /// <summary>The business day with an approved purchase that is not settled yet; 0 for none.</summary>
    public int UnsettledDay { get; set; }

    /// <summary>The last business day whose purchases were settled; 0 for none.</summary>
    public int SettledDay { get; set; }

    /// <summary>The time of the latest approved purchase, UTC ticks; 0 for none.</summary>
    public long LastPurchase { get; set; }
}
