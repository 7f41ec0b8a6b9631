namespace PosMonitor.Events;

/// <summary>What an event tells (contract §1). The numbers are part of the journal's format: they are never reused.</summary>
[GenerateSerializer, Alias("pos.event-type")]
public enum EventType : byte
{
    None = 0,
    Request = 1,
    Response = 2,
    Reversal = 3,
    ReversalResponse = 4,
    Notification = 5,
    Signin = 6,
    Signout = 7,
    Heartbeat = 8,
    BatchSettled = 9,
    Settlement = 10,
    Watermark = 11,
}
