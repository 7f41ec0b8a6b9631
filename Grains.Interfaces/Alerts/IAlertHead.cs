using PosMonitor.Parties;

namespace PosMonitor.Alerts;

/// <summary>What tells alerts apart and says how they stand, without what they say (<see cref="Alert.Evidence"/> and titles).</summary>
public interface IAlertHead
{
    /// <inheritdoc cref="Alert.Id"/>
    string Id { get; }

    /// <inheritdoc cref="Alert.Seq"/>
    long Seq { get; }
    string Rule { get; }
    AlertSeverity Severity { get; }
    AlertStatus Status { get; }
    SubjectKind SubjectKind { get; }
    string SubjectId { get; }
    string? Acquirer { get; }
    string? Merchant { get; }
    string? Terminal { get; }

    /// <inheritdoc cref="Alert.Issuer"/>
    string? Issuer { get; }

    /// <inheritdoc cref="Alert.OpenedAt"/>
    DateTimeOffset OpenedAt { get; }

    /// <inheritdoc cref="Alert.BeganAt"/>
    long BeganAt { get; }

    /// <inheritdoc cref="Alert.DetectedAt"/>
    DateTimeOffset DetectedAt { get; }

    /// <inheritdoc cref="Alert.EndedAt"/>
    long? EndedAt { get; }

    /// <inheritdoc cref="Alert.Parent"/>
    string? Parent { get; }

    /// <inheritdoc cref="Alert.EarlierParents"/>
    string? EarlierParents { get; }

    /// <inheritdoc cref="Alert.Delivered"/>
    bool Delivered { get; }
}
