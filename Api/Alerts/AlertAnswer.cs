using System.Text.Json.Serialization;
using PosMonitor.Json;
using PosMonitor.Parties;

namespace PosMonitor.Alerts;

/// <summary>An alert as it is answered and streamed (contract §4); the members stand in the order of the contract.</summary>
public record AlertAnswer(
    string Id,
    long Seq,
    string Rule,
    AlertSeverity Severity,
    AlertStatus Status,
    AlertSubject Subject,
    string? Acquirer,
    string? Merchant,
    string? Terminal,
    string? Txn,
    DateTimeOffset OpenedAt,
    DateTimeOffset DetectedAt,
    DateTimeOffset? ResolvedAt,
    DateTimeOffset? AcknowledgedAt,
    string? AcknowledgedBy,
    string? Parent,
    bool Delivered,
    [property: JsonConverter(typeof(RawObject))] string Evidence,
    AlertTitle Title)
{
    public static AlertAnswer Of(Alert alert) => new(
        alert.Id,
        alert.Seq,
        alert.Rule,
        alert.Severity,
        alert.Status,
        new AlertSubject(alert.SubjectKind, alert.SubjectId),
        alert.Acquirer,
        alert.Merchant,
        alert.Terminal,
        alert.Txn,
        alert.OpenedAt,
        alert.DetectedAt,
        alert.ResolvedAt,
        alert.AcknowledgedAt,
        alert.AcknowledgedBy,
        alert.Parent,
        alert.Delivered,
        alert.Evidence,
        new AlertTitle(alert.TitleEn, alert.TitleZh));
}

/// <summary>What an alert is about.</summary>
public sealed record AlertSubject(SubjectKind Kind, string Id);

/// <summary>An alert in one sentence.</summary>
public sealed record AlertTitle(string En, string Zh);
