using PosMonitor.Parties;

namespace PosMonitor.Alerts;

/// <summary>An alert as it stood after one change (contract §4).</summary>
[GenerateSerializer, Immutable, Alias("pos.alert")]
public sealed record Alert : IAlertHead
{
    /// <summary>A function of rule, subject and onset alone.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The number of its latest change: 1, 2, 3 … over all alerts.</summary>
    [Id(1)] public required long Seq { get; init; }
    [Id(2)] public required string Rule { get; init; }
    [Id(3)] public required AlertSeverity Severity { get; init; }
    [Id(4)] public required AlertStatus Status { get; init; }
    [Id(5)] public required SubjectKind SubjectKind { get; init; }
    [Id(6)] public required string SubjectId { get; init; }
    [Id(7)] public string? Acquirer { get; init; }
    [Id(8)] public string? Merchant { get; init; }
    [Id(9)] public string? Terminal { get; init; }
    [Id(10)] public string? Txn { get; init; }

    /// <summary>The bank that the alert is about, for the <c>issuer</c> filter; it stands in the evidence, not in the alert itself.</summary>
    [Id(11)] public string? Issuer { get; init; }

    /// <summary>Event time: when the condition became true.</summary>
    [Id(12)] public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The server's clock when the alert was recorded.</summary>
    [Id(13)] public required DateTimeOffset DetectedAt { get; init; }

    /// <summary>Event time where the condition ended by itself, the server's clock where a person resolved it.</summary>
    [Id(14)] public DateTimeOffset? ResolvedAt { get; init; }
    [Id(15)] public DateTimeOffset? AcknowledgedAt { get; init; }
    [Id(16)] public string? AcknowledgedBy { get; init; }

    /// <summary>The id of the alert that explains it, or null.</summary>
    [Id(17)] public string? Parent { get; init; }

    /// <summary>False while another alert explains it, or may yet.</summary>
    [Id(18)] public required bool Delivered { get; init; }

    /// <summary>A JSON object.</summary>
    [Id(19)] public required string Evidence { get; init; }
    [Id(20)] public required string TitleEn { get; init; }
    [Id(21)] public required string TitleZh { get; init; }

    /// <summary>True where a person resolved it: it does not open again by itself.</summary>
    [Id(22)] public bool ResolvedByPerson { get; init; }

    /// <summary>When it ended on the clock in force, UTC ticks; null while it is open. What a person resolved ended at the settled clock of then.</summary>
    [Id(23)] public long? EndedAt { get; init; }

    /// <summary>The ids of alerts that explained it before, separated by spaces: none of them counts it again.</summary>
    [Id(24)] public string? EarlierParents { get; init; }

    /// <summary>Where the settled clock had passed its opening when it was found out: that clock, UTC ticks; else 0.</summary>
    [Id(25)] public long KnownAt { get; init; }

    /// <summary>When it counts as opened where causes are worked out, UTC ticks.</summary>
    public long BeganAt => Math.Max(OpenedAt.UtcTicks, KnownAt);
}
