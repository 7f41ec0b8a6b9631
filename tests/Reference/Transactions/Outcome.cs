namespace PosMonitor.Reference;

/// <summary>How a transaction ended (contract §3).</summary>
public static class Outcome
{
    public const string Pending = "pending";
    public const string Approved = "approved";
    public const string Declined = "declined";
    public const string Failed = "failed";
    public const string TimedOut = "timed-out";
    public const string Reversed = "reversed";
}
