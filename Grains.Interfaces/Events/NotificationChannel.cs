namespace PosMonitor.Events;

/// <summary>How a bank told its customer (contract §1, <c>channel</c>). The numbers are part of the journal's format.</summary>
[GenerateSerializer, Alias("pos.channel")]
public enum NotificationChannel : byte
{
    Sms = 0,
    App = 1,
    Wechat = 2,
    Email = 3,
    Voice = 4,
    Push = 5,
    Other = 6,
}
