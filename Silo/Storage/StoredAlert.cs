using PosMonitor.Alerts;
using PosMonitor.Parties;

namespace PosMonitor.Storage;

/// <summary>
/// An alert as it lies in the store, apart from the <c>id</c> and <c>seq</c> of its row: JSON with the names of these properties. Enums are
/// numbers, which are fixed.
/// </summary>
internal sealed record StoredAlert
{
    /// <summary>Raised when a reader must know what wrote it.</summary>
    public const int Format = 1;

    public int V { get; init; } = Format;
    public required string Rule { get; init; }
    public AlertSeverity Severity { get; init; }
    public AlertStatus Status { get; init; }
    public SubjectKind SubjectKind { get; init; }
    public required string SubjectId { get; init; }
    public string? Acquirer { get; init; }
    public string? Merchant { get; init; }
    public string? Terminal { get; init; }
    public string? Txn { get; init; }
    public string? Issuer { get; init; }
    public DateTimeOffset OpenedAt { get; init; }
    public long KnownAt { get; init; }
    public DateTimeOffset DetectedAt { get; init; }
    public DateTimeOffset? ResolvedAt { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    public string? AcknowledgedBy { get; init; }
    public string? Parent { get; init; }
    public bool Delivered { get; init; }
    public required string Evidence { get; init; }
    public required string TitleEn { get; init; }
    public required string TitleZh { get; init; }
    public bool ResolvedByPerson { get; init; }
    public long? EndedAt { get; init; }
    public string? EarlierParents { get; init; }

    public static StoredAlert Of(Alert alert) => new()
    {
        Rule = alert.Rule,
        Severity = alert.Severity,
        Status = alert.Status,
        SubjectKind = alert.SubjectKind,
        SubjectId = alert.SubjectId,
        Acquirer = alert.Acquirer,
        Merchant = alert.Merchant,
        Terminal = alert.Terminal,
        Txn = alert.Txn,
        Issuer = alert.Issuer,
        OpenedAt = alert.OpenedAt,
        KnownAt = alert.KnownAt,
        DetectedAt = alert.DetectedAt,
        ResolvedAt = alert.ResolvedAt,
        AcknowledgedAt = alert.AcknowledgedAt,
        AcknowledgedBy = alert.AcknowledgedBy,
        Parent = alert.Parent,
        Delivered = alert.Delivered,
        Evidence = alert.Evidence,
        TitleEn = alert.TitleEn,
        TitleZh = alert.TitleZh,
        ResolvedByPerson = alert.ResolvedByPerson,
        EndedAt = alert.EndedAt,
        EarlierParents = alert.EarlierParents,
    };

    public Alert ToAlert(string id, long seq) => new()
    {
        Id = id,
        Seq = seq,
        Rule = Rule,
        Severity = Severity,
        Status = Status,
        SubjectKind = SubjectKind,
        SubjectId = SubjectId,
        Acquirer = Acquirer,
        Merchant = Merchant,
        Terminal = Terminal,
        Txn = Txn,
        Issuer = Issuer,
        OpenedAt = OpenedAt,
        KnownAt = KnownAt,
        DetectedAt = DetectedAt,
        ResolvedAt = ResolvedAt,
        AcknowledgedAt = AcknowledgedAt,
        AcknowledgedBy = AcknowledgedBy,
        Parent = Parent,
        Delivered = Delivered,
        Evidence = Evidence,
        TitleEn = TitleEn,
        TitleZh = TitleZh,
        ResolvedByPerson = ResolvedByPerson,
        EndedAt = EndedAt,
        EarlierParents = EarlierParents,
    };
}
