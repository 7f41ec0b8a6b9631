using PosMonitor.Access;

namespace PosMonitor.Alerts;

/// <summary>Which alerts, in order of <c>seq</c>, or from the newest down where <see cref="Before"/> is set (contract §5). A null filter lets everything pass.</summary>
[GenerateSerializer, Immutable, Alias("pos.alert-query")]
public sealed record AlertQuery
{
    /// <summary>As <see cref="Parent"/>: alerts that nothing explains. No id is like it.</summary>
    public const string NoParent = "none";

    [Id(0)] public AlertStatus? Status { get; init; }
    [Id(1)] public string? Rule { get; init; }
    [Id(2)] public AlertSeverity? Severity { get; init; }
    [Id(3)] public string? Acquirer { get; init; }
    [Id(4)] public string? Merchant { get; init; }
    [Id(5)] public string? Terminal { get; init; }
    [Id(6)] public string? Issuer { get; init; }
    [Id(7)] public string? Parent { get; init; }
    [Id(8)] public bool? Delivered { get; init; }

    /// <summary>Only alerts whose latest change has a greater <c>seq</c>.</summary>
    [Id(9)] public long After { get; init; }

    /// <summary>1 … 1000.</summary>
    [Id(10)] public int Limit { get; init; } = 100;

    /// <summary>The acquirers that the reader may see; null for all.</summary>
    [Id(11)] public AcquirerCut? Cut { get; init; }

    /// <summary>Only alerts whose latest change has a smaller <c>seq</c>, the newest first; null for the oldest first.</summary>
    [Id(12)] public long? Before { get; init; }
}
