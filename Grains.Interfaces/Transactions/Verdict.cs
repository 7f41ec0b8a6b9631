namespace PosMonitor.Transactions;

/// <summary>Whether the bank told its customer (contract §3).</summary>
[GenerateSerializer, Alias("pos.verdict")]
public enum Verdict : byte
{
    NotExpected = 0,
    Waiting = 1,
    OnTime = 2,
    Late = 3,
    Overdue = 4,
    Missing = 5,
    Mismatched = 6,
    Unexpected = 7,
}
