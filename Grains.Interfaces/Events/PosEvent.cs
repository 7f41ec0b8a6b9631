namespace PosMonitor.Events;

/// <summary>
/// One event of contract §1 as an Orleans client reports it and as a transaction lists it. What an event does not have is null;
/// what has a default may be left null. The fields are checked as those of the HTTP door are.
/// </summary>
[GenerateSerializer, Immutable, Alias("pos.event")]
public sealed record PosEvent
{
    [Id(0)] public required EventType Type { get; init; }

    /// <summary>When it happened at its source.</summary>
    [Id(1)] public required DateTimeOffset Time { get; init; }
    [Id(2)] public string? Acquirer { get; init; }

    /// <summary>ISO 8583 DE41.</summary>
    [Id(3)] public string? Terminal { get; init; }

    /// <summary>ISO 8583 DE42.</summary>
    [Id(4)] public string? Merchant { get; init; }
    [Id(5)] public string? Txn { get; init; }
    [Id(6)] public TransactionKind? Kind { get; init; }

    /// <summary>Minor units.</summary>
    [Id(7)] public long? Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    [Id(8)] public string? Currency { get; init; }
    [Id(9)] public string? Issuer { get; init; }

    /// <summary>Truncated PAN: first six, <c>*</c>, last four.</summary>
    [Id(10)] public string? Card { get; init; }

    /// <summary>ISO 8583 DE39.</summary>
    [Id(11)] public string? Code { get; init; }
    [Id(12)] public NotificationChannel? Channel { get; init; }
    [Id(13)] public NotificationRecipient? Recipient { get; init; }
    [Id(14)] public NotificationStatus? Status { get; init; }
    [Id(15)] public string? Payer { get; init; }

    /// <summary>Degrees north.</summary>
    [Id(16)] public double? Lat { get; init; }

    /// <summary>Degrees east.</summary>
    [Id(17)] public double? Lon { get; init; }
}
