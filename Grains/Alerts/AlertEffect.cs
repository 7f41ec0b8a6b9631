using PosMonitor.Parties;

namespace PosMonitor.Alerts;

/// <summary>What a rule concluded, on its way to the alert book. At most one alert of a rule and subject is open at any time.</summary>
[GenerateSerializer, Immutable, Alias("pos.alert-effect")]
public sealed record AlertEffect
{
    [Id(0)] public required AlertAction Action { get; init; }
    [Id(1)] public required string Rule { get; init; }
    [Id(2)] public required SubjectKind SubjectKind { get; init; }
    [Id(3)] public required string SubjectId { get; init; }

    /// <summary>Event time, UTC ticks: the onset of <see cref="AlertAction.Open"/> and <see cref="AlertAction.Note"/>, else the moment of the change.</summary>
    [Id(4)] public required long At { get; init; }
    [Id(5)] public AlertSeverity Severity { get; init; }
    [Id(6)] public string? Acquirer { get; init; }
    [Id(7)] public string? Merchant { get; init; }
    [Id(8)] public string? Terminal { get; init; }
    [Id(9)] public string? Txn { get; init; }
    [Id(10)] public string? Issuer { get; init; }

    /// <summary>A JSON object, or null for none.</summary>
    [Id(11)] public string? Evidence { get; init; }
    [Id(12)] public string? TitleEn { get; init; }
    [Id(13)] public string? TitleZh { get; init; }

    /// <summary>
    /// With the stream clock: just after the shard's clock at which it was found out, UTC ticks. What happened up to that clock counts as happening
    /// then where causes are worked out, however its record is told together with others. 0 where that is of no matter.
    /// </summary>
    [Id(14)] public long Known { get; init; }

    /// <summary>When it counts as happening, UTC ticks.</summary>
    public long Counts => Math.Max(At, Known);
}
