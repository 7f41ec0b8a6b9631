namespace PosMonitor.Alerts;

/// <summary>One alert with its history, oldest change first.</summary>
[GenerateSerializer, Immutable, Alias("pos.alert-detail")]
public sealed record AlertDetail([property: Id(0)] Alert Alert, [property: Id(1)] IReadOnlyList<AlertHistoryEntry> History);
