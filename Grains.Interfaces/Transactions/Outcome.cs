namespace PosMonitor.Transactions;

/// <summary>How a transaction ended (contract §3).</summary>
[GenerateSerializer, Alias("pos.outcome")]
public enum Outcome : byte
{
    Pending = 0,
    Approved = 1,
    Declined = 2,
    Failed = 3,
    TimedOut = 4,
    Reversed = 5,
}
