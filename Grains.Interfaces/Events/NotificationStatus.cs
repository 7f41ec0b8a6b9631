namespace PosMonitor.Events;

/// <summary>How far a notification came (contract §1, <c>status</c>). The numbers are part of the journal's format.</summary>
[GenerateSerializer, Alias("pos.notification-status")]
public enum NotificationStatus : byte
{
    Delivered = 0,
    Sent = 1,
    Failed = 2,
}
