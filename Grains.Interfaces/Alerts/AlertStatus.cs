namespace PosMonitor.Alerts;

/// <summary>Where an alert stands (contract §4).</summary>
[GenerateSerializer, Alias("pos.alert-status")]
public enum AlertStatus : byte
{
    Open = 0,
    Acknowledged = 1,
    Resolved = 2,
}
