using PosMonitor.Parties;

namespace PosMonitor.Alerts;

/// <summary>
/// An alert without what it says, as a store gives those of terminals and transactions back: after an outage there are very many of them, and what they
/// say is read when one of them changes.
/// </summary>
public sealed record AlertHead : IAlertHead
{
    public required string Id { get; init; }
    public required long Seq { get; init; }
    public required string Rule { get; init; }
    public required AlertSeverity Severity { get; init; }
    public required AlertStatus Status { get; init; }
    public required SubjectKind SubjectKind { get; init; }
    public required string SubjectId { get; init; }
    public string? Acquirer { get; init; }
    public string? Merchant { get; init; }
    public string? Terminal { get; init; }
    public string? Issuer { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required long BeganAt { get; init; }
    public required DateTimeOffset DetectedAt { get; init; }
    public long? EndedAt { get; init; }
    public string? Parent { get; init; }
    public string? EarlierParents { get; init; }
    public required bool Delivered { get; init; }

    /// <summary>See <see cref="RootCauses.RootCauseRules.BlamedIssuerOf"/>.</summary>
    public string? BlamedIssuer { get; init; }

    /// <summary>True where the head of an alert is enough until it changes: what judges parties reads what theirs say.</summary>
    public static bool IsEnough(SubjectKind kind) => kind is SubjectKind.Terminal or SubjectKind.Transaction;

    public static AlertHead Of(Alert alert) => new()
    {
        Id = alert.Id,
        Seq = alert.Seq,
        Rule = alert.Rule,
        Severity = alert.Severity,
        Status = alert.Status,
        SubjectKind = alert.SubjectKind,
        SubjectId = alert.SubjectId,
        Acquirer = alert.Acquirer,
        Merchant = alert.Merchant,
        Terminal = alert.Terminal,
        Issuer = alert.Issuer,
        OpenedAt = alert.OpenedAt,
        BeganAt = alert.BeganAt,
        DetectedAt = alert.DetectedAt,
        EndedAt = alert.EndedAt,
        Parent = alert.Parent,
        EarlierParents = alert.EarlierParents,
        Delivered = alert.Delivered,
        BlamedIssuer = RootCauses.RootCauseRules.BlamedIssuerOf(alert),
    };
}
