namespace PosMonitor.Transactions;

/// <summary>What a response code means for a transaction (contract §3).</summary>
public enum ResponseClass : byte
{
    Approved = 0,

    /// <summary>The customer's or the card's doing.</summary>
    Declined = 1,

    /// <summary>Something that somebody has to mend.</summary>
    Failed = 2,
}
