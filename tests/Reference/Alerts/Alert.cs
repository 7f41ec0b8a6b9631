namespace PosMonitor.Reference;

/// <summary>An alert of contract §4, as far as it follows from events alone. What it opened at stays as it was when it first opened.</summary>
public sealed class Alert
{
    public required string Rule { get; init; }
    public required string SubjectKind { get; init; }
    public required string SubjectId { get; init; }

    /// <summary>"event time: the moment at which the condition became true"</summary>
    public required DateTimeOffset OpenedAt { get; init; }
    public required string Severity { get; set; }
    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>Of an overdue notification that came in the end: how late; else null.</summary>
    public double? DelayMs { get; set; }

    /// <summary>Null where it is of an issuer.</summary>
    public string? Acquirer { get; init; }

    /// <summary>Of a transaction its own, of a terminal the one that it was bound to.</summary>
    public string? Merchant { get; init; }

    /// <summary>The terminal that it counts for in <c>openAlerts</c>, <c>acquirer/terminal</c>; null where it is of no terminal.</summary>
    public string? TerminalId { get; init; }

    /// <summary>Of a transaction that of its request; null where it is of none.</summary>
    public string? Issuer { get; init; }

    /// <summary>Of what fails or is degraded: the failures that opened it, by issuer.</summary>
    public IReadOnlyDictionary<string, int> FailuresByIssuer { get; init; } = new Dictionary<string, int>();

    /// <summary>What explains it, or null. It may have resolved since.</summary>
    public Alert? Parent { get; set; }

    /// <summary>Whether it was paged, mailed or posted.</summary>
    public bool Delivered { get; set; }

    public string Status => ResolvedAt is null ? "open" : "resolved";
}
