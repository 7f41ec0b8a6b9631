namespace PosMonitor.Reference;

/// <summary>Whether somebody was told (contract §3).</summary>
public static class Verdict
{
    public const string Unexpected = "unexpected";
    public const string Mismatched = "mismatched";
    public const string NotExpected = "not-expected";
    public const string OnTime = "on-time";
    public const string Late = "late";
    public const string Missing = "missing";
    public const string Overdue = "overdue";
    public const string Waiting = "waiting";
}
