namespace PosMonitor.Alerts.RootCauses;

/// <summary>What can explain an alert, the first to be asked first: of several open ones it is the parent (contract §4).</summary>
public enum CauseKind : byte
{
    /// <summary><c>acquirer.degraded</c>.</summary>
    Acquirer = 0,

    /// <summary><c>issuer.degraded</c>.</summary>
    Issuer = 1,

    /// <summary><c>notification.degraded</c>.</summary>
    Notification = 2,

    /// <summary><c>merchant.failing</c>.</summary>
    Merchant = 3,
}
