namespace PosMonitor.Alerts;

/// <summary>How bad it is (contract §4).</summary>
[GenerateSerializer, Alias("pos.alert-severity")]
public enum AlertSeverity : byte
{
    Info = 0,
    Warning = 1,
    Critical = 2,
}
