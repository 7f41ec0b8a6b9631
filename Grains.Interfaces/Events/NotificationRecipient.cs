namespace PosMonitor.Events;

/// <summary>Whom a bank told (contract §1, <c>recipient</c>). The numbers are part of the journal's format.</summary>
[GenerateSerializer, Alias("pos.recipient")]
public enum NotificationRecipient : byte
{
    Cardholder = 0,
    Merchant = 1,
}
