namespace PosMonitor.Reference;

/// <summary>The thresholds and durations of contract §3 and §4, with its defaults, under its names. Numbers that it does not name are no settings.</summary>
public sealed record ReferenceSettings
{
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(60);
    public TimeSpan OrphanAfter { get; init; } = TimeSpan.FromSeconds(60);
    public long NotifyFloor { get; init; }
    public TimeSpan NotifySla { get; init; } = TimeSpan.FromSeconds(30);
    public TimeSpan NotifyDeadline { get; init; } = TimeSpan.FromMinutes(15);
    public bool NotifyMerchant { get; init; }
    public TimeSpan HoldFinished { get; init; } = TimeSpan.FromHours(1);
    public TimeSpan HoldMissing { get; init; } = TimeSpan.FromDays(7);
    public TimeSpan ReversalWindow { get; init; } = TimeSpan.FromSeconds(60);
    public bool ExpectReversalResponse { get; init; }
    public TimeSpan DuplicateWithin { get; init; } = TimeSpan.FromSeconds(120);
    public int FailingRun { get; init; } = 3;
    public int FailingMin { get; init; } = 5;
    public double FailingShare { get; init; } = 0.5;
    public int WindowSize { get; init; } = 20;
    public TimeSpan WindowAge { get; init; } = TimeSpan.FromMinutes(15);
    public int ReversalsCount { get; init; } = 3;
    public TimeSpan ReversalsWithin { get; init; } = TimeSpan.FromMinutes(10);
    public TimeSpan DormantAfter { get; init; } = TimeSpan.FromDays(90);
    public TimeSpan SlowResponse { get; init; } = TimeSpan.FromSeconds(10);
    public TimeSpan SilentAfter { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Metres.</summary>
    public double MaxDistance { get; init; } = 500;
    public bool RequireSignin { get; init; }
    public bool RequireSettlement { get; init; }

    /// <summary>The time of the day after.</summary>
    public TimeSpan SettleBy { get; init; } = TimeSpan.FromHours(2);
    public int MerchantMin { get; init; } = 20;
    public int IssuerMin { get; init; } = 50;
    public int AcquirerMin { get; init; } = 100;
    public int NotificationMin { get; init; } = 50;
    public TimeSpan FeedSilentAfter { get; init; } = TimeSpan.FromSeconds(60);
    public TimeSpan HoldFor { get; init; } = TimeSpan.FromSeconds(30);
    public double DegradedShare { get; init; } = 0.3;
    public double RecoveredShare { get; init; } = 0.1;
}
