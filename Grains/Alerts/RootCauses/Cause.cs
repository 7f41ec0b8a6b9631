namespace PosMonitor.Alerts.RootCauses;

/// <summary>Something that can be degraded and explain other alerts: an acquirer, an issuer, its notifications, a merchant.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">Its id, as in the subject of its alert.</param>
public readonly record struct Cause(CauseKind Kind, string Subject);
