namespace PosMonitor.Reference;

/// <summary>The rules of contract §4 by name.</summary>
public static class Rules
{
    /// <summary>Every rule of the contract.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>
    {
        "notification.overdue",
        "notification.late",
        "notification.mismatch",
        "notification.unexpected",
        "notification.failed",
        "transaction.one-sided",
        "transaction.reversal-unconfirmed",
        "transaction.duplicate-charge",
        "terminal.failing",
        "terminal.dormant",
        "terminal.slow",
        "terminal.reversals",
        "terminal.silent",
        "terminal.rebound",
        "terminal.moved",
        "procedure.no-signin",
        "procedure.unsettled",
        "merchant.failing",
        "issuer.degraded",
        "acquirer.degraded",
        "notification.degraded",
        "acquirer.silent",
        "acquirer.unlicensed",
        "settlement.second-clearing",
    };
}
