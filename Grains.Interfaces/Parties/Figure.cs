namespace PosMonitor.Parties;

/// <summary>The counts of contract §5, <em>Totals</em>, that are kept; <c>requested</c> and <c>expected</c> are sums of them. The numbers are part of the snapshot's format.</summary>
public enum Figure
{
    Pending = 0,
    Approved = 1,
    Declined = 2,
    Failed = 3,
    TimedOut = 4,
    Reversed = 5,
    LateResponse = 6,
    Orphan = 7,
    Waiting = 8,
    OnTime = 9,
    Late = 10,
    Overdue = 11,
    Missing = 12,
    Mismatched = 13,
    Unexpected = 14,
}
