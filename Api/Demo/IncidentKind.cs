namespace PosMonitor.Demo;

/// <summary>What goes wrong in the simulated fleet, and the alerts that it raises.</summary>
internal enum IncidentKind
{
    /// <summary>A bank answers 91 or not at all: <c>issuer.degraded</c>.</summary>
    IssuerDown,

    /// <summary>A terminal fails, gives up and reverses: <c>terminal.failing</c>, <c>terminal.reversals</c>.</summary>
    DyingTerminal,

    /// <summary>Text messages of a bank are late, fail or never come: <c>notification.overdue</c>, <c>late</c>, <c>failed</c>.</summary>
    BlockedSms,

    /// <summary>The line of a shop is bad, all its terminals fail: <c>merchant.failing</c>.</summary>
    BadLine,

    /// <summary>A bank tells its customers wrong amounts: <c>notification.mismatch</c>.</summary>
    WrongAmounts,

    /// <summary>A bank tells of payments that it declined: <c>notification.unexpected</c>.</summary>
    PhantomNotices,

    /// <summary>Approvals come after the terminals gave up, and nobody reverses them: <c>transaction.one-sided</c>.</summary>
    OneSidedCharges,

    /// <summary>Cashiers charge twice: <c>transaction.duplicate-charge</c>.</summary>
    DuplicateCharges,

    /// <summary>A terminal on duty says nothing any more.</summary>
    SilentTerminal,
}
