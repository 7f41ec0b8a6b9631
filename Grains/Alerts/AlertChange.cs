namespace PosMonitor.Alerts;

/// <summary>A change of an alert: how it stands after it (its <c>Seq</c> is the change's), and the entry of its history.</summary>
public sealed record AlertChange(Alert Alert, AlertHistoryEntry Entry);
