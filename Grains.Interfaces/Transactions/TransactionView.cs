using PosMonitor.Events;

namespace PosMonitor.Transactions;

/// <summary>A transaction as contract §5 shows it: what is on record and what is concluded of it. What is not known is null.</summary>
[GenerateSerializer, Immutable, Alias("pos.transaction")]
public sealed record TransactionView
{
    [Id(0)] public required string Acquirer { get; init; }
    [Id(1)] public required string Terminal { get; init; }
    [Id(2)] public required string Txn { get; init; }
    [Id(3)] public string? Merchant { get; init; }
    [Id(4)] public string? Issuer { get; init; }
    [Id(5)] public TransactionKind? Kind { get; init; }

    /// <summary>Minor units.</summary>
    [Id(6)] public long? Amount { get; init; }
    [Id(7)] public string? Currency { get; init; }
    [Id(8)] public string? Card { get; init; }
    [Id(9)] public DateTimeOffset? RequestedAt { get; init; }
    [Id(10)] public DateTimeOffset? RespondedAt { get; init; }
    [Id(11)] public DateTimeOffset? ReversedAt { get; init; }
    [Id(12)] public string? Code { get; init; }
    [Id(13)] public ResponseCause? Cause { get; init; }
    [Id(14)] public Outcome Outcome { get; init; }
    [Id(15)] public bool LateResponse { get; init; }
    [Id(16)] public bool Orphan { get; init; }

    /// <summary>Milliseconds, a fraction where the events are finer.</summary>
    [Id(17)] public double? ResponseMs { get; init; }
    [Id(18)] public Verdict Verdict { get; init; }
    [Id(19)] public Verdict? MerchantVerdict { get; init; }

    /// <summary>Milliseconds, a fraction where the events are finer.</summary>
    [Id(20)] public double? DelayMs { get; init; }

    /// <summary>Every event on record, in order of time.</summary>
    [Id(21)] public required IReadOnlyList<PosEvent> Events { get; init; }

    /// <summary>The time that lists sort by: that of the request, or of the first event where there is none.</summary>
    [Id(22)] public DateTimeOffset SortTime { get; init; }
}
