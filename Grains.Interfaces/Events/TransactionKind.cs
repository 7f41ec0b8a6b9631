namespace PosMonitor.Events;

/// <summary>What a request asks for (contract §1, <c>kind</c>). The numbers are part of the journal's format.</summary>
[GenerateSerializer, Alias("pos.transaction-kind")]
public enum TransactionKind : byte
{
    Purchase = 0,
    Void = 1,
    Refund = 2,
    Preauth = 3,
    PreauthComplete = 4,
    Balance = 5,
}
