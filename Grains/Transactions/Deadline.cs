namespace PosMonitor.Transactions;

/// <summary>The deadlines of a transaction (contract §3 and §4). As flags they tell which have fired; the numbers are part of the snapshot's format.</summary>
[Flags]
public enum Deadline : byte
{
    None = 0,

    /// <summary><c>OrphanAfter</c> after its first event, where it has no request.</summary>
    Orphan = 1,

    /// <summary><c>ResponseTimeout</c> after its request.</summary>
    Timeout = 2,

    /// <summary><c>NotifySla</c> after its response.</summary>
    NotifySla = 4,

    /// <summary><c>NotifyDeadline</c> after its response.</summary>
    NotifyDeadline = 8,

    /// <summary><c>ReversalWindow</c> after a late approval.</summary>
    ReversalWindow = 16,

    /// <summary><c>ReversalWindow</c> after a reversal that is to be answered.</summary>
    ReversalResponse = 64,

    /// <summary>The end of its being held. It never counts as fired: the transaction is gone then.</summary>
    Close = 32,
}
