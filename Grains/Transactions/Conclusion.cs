using PosMonitor.Events;

namespace PosMonitor.Transactions;

/// <summary>What is concluded of a transaction: a pure function of its facts, the deadlines that have fired, and the settings (contract §3).</summary>
public readonly record struct Conclusion
{
    public Outcome Outcome { get; init; }

    /// <summary>The time of the event or deadline that gave the outcome, UTC ticks.</summary>
    public long OutcomeAt { get; init; }

    /// <summary>Good where there is a response.</summary>
    public ResponseClass Class { get; init; }

    public ResponseCause Cause { get; init; }

    /// <summary>The response came later than the timeout.</summary>
    public bool LateResponse { get; init; }
    public bool Orphan { get; init; }

    /// <summary>Ticks from request to response; -1 where either is missing.</summary>
    public long ResponseTicks { get; init; }
    public Verdict Verdict { get; init; }

    /// <summary>Null where the merchant is not to be told.</summary>
    public Verdict? MerchantVerdict { get; init; }

    /// <summary>True where the cardholder is to be told: approved, of a kind that moves money, and not below the floor.</summary>
    public bool Expected { get; init; }

    /// <summary>The earliest match, UTC ticks; <see cref="long.MaxValue"/> where there is none.</summary>
    public long MatchAt { get; init; }
    public NotificationChannel MatchChannel { get; init; }

    /// <summary>Ticks from response to match where the verdict is on-time or late; else -1.</summary>
    public long DelayTicks { get; init; }

    /// <summary>The earliest notification to the cardholder that was not failed and does not match; <see cref="long.MaxValue"/> where there is none.</summary>
    public long MismatchAt { get; init; }

    /// <summary>The earliest notification to the cardholder that was not failed; <see cref="long.MaxValue"/> where there is none.</summary>
    public long ToldAt { get; init; }

    /// <summary>The earliest failed notification to the cardholder; <see cref="long.MaxValue"/> where there is none.</summary>
    public long FailedAt { get; init; }

    /// <summary>The channels by which a notification to the cardholder failed: bits by <see cref="NotificationChannel"/>.</summary>
    public byte FailedChannels { get; init; }

    /// <summary>The earliest approved answer to a reversal; <see cref="long.MaxValue"/> where there is none.</summary>
    public long ConfirmedAt { get; init; }

    /// <summary>The earliest match of a notification to the merchant; <see cref="long.MaxValue"/> where there is none.</summary>
    public long MerchantMatchAt { get; init; }
}
