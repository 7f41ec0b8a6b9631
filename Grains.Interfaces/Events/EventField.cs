namespace PosMonitor.Events;

/// <summary>The fields of an event, in the order of the table of contract §1.</summary>
public enum EventField : byte
{
    Type,
    Time,
    Acquirer,
    Terminal,
    Merchant,
    Txn,
    Kind,
    Amount,
    Currency,
    Issuer,
    Card,
    Code,
    Channel,
    Recipient,
    Status,
    Payer,
    Lat,
    Lon,
}
