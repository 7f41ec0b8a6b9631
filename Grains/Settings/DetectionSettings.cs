using static PosMonitor.Settings.DetectionSetting;

namespace PosMonitor.Settings;

/// <summary>Every setting of detection, with its range, and what has to hold between them.</summary>
public static class DetectionSettings
{
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    public static IReadOnlyList<DetectionSetting> All { get; } =
    [
        Duration(nameof(DetectionOptions.ResponseTimeout), Instant, Day),
        Duration(nameof(DetectionOptions.OrphanAfter), Instant, Day),
        Number(nameof(DetectionOptions.NotifyFloor), 0, 1_000_000_000_000),
        Duration(nameof(DetectionOptions.NotifySla), Instant, Day),
        Duration(nameof(DetectionOptions.NotifyDeadline), Instant, Month),
        Flag(nameof(DetectionOptions.NotifyMerchant)),
        Duration(nameof(DetectionOptions.HoldFinished), Instant, Month),
        Duration(nameof(DetectionOptions.HoldMissing), Instant, Month),
        Duration(nameof(DetectionOptions.ReversalWindow), Instant, Day),
        Flag(nameof(DetectionOptions.ExpectReversalResponse)),
        Duration(nameof(DetectionOptions.DuplicateWithin), TimeSpan.Zero, Day),
        Number(nameof(DetectionOptions.FailingRun), 1, 100),
        Number(nameof(DetectionOptions.FailingMin), 1, 100),
        Share(nameof(DetectionOptions.FailingShare)),
        Number(nameof(DetectionOptions.WindowSize), 1, 100),
        Duration(nameof(DetectionOptions.WindowAge), Instant, Day),
        Number(nameof(DetectionOptions.ReversalsCount), 2, 100),
        Duration(nameof(DetectionOptions.ReversalsWithin), Instant, Day),
        Duration(nameof(DetectionOptions.DormantAfter), Instant, TimeSpan.FromDays(3650)),
        Duration(nameof(DetectionOptions.SlowResponse), Instant, Day),
        Duration(nameof(DetectionOptions.SilentAfter), Instant, Month),
        Real(nameof(DetectionOptions.MaxDistance), 0, 20_100_000),
        Flag(nameof(DetectionOptions.RequireSignin)),
        Flag(nameof(DetectionOptions.RequireSettlement)),
        Duration(nameof(DetectionOptions.SettleBy), TimeSpan.Zero, Day),
        Number(nameof(DetectionOptions.MerchantMin), 1, 1_000_000),
        Number(nameof(DetectionOptions.IssuerMin), 1, 1_000_000),
        Number(nameof(DetectionOptions.AcquirerMin), 1, 1_000_000),
        Number(nameof(DetectionOptions.NotificationMin), 1, 1_000_000),
        Share(nameof(DetectionOptions.DegradedShare)),
        Share(nameof(DetectionOptions.RecoveredShare)),
        Duration(nameof(DetectionOptions.FeedSilentAfter), TimeSpan.FromSeconds(10), Day),
        Duration(nameof(DetectionOptions.HoldFor), TimeSpan.Zero, Day),
    ];

    /// <summary>The setting of a name as over HTTP, or null.</summary>
    public static DetectionSetting? Find(string name) => All.FirstOrDefault(setting => setting.Name == name);

    /// <summary>What does not hold between two settings that are each in range: which, its value, and what is allowed.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="nameOf">How a setting is called in the message.</param>
    public static IEnumerable<(string Property, string Value, string Allowed)> Conflicts(DetectionOptions options, Func<string, string> nameOf)
    {
        (string, string, string) AtLeast(string property, string other) => Conflict(property, "at least", other);
        (string, string, string) Conflict(string property, string relation, string other) =>
            (property, TextOf(property), $"{relation} {nameOf(other)} ({TextOf(other)})");
        string TextOf(string property) => Text(All.First(setting => setting.Property == property).Get(options));

        if (options.NotifyDeadline < options.NotifySla)
            yield return AtLeast(nameof(options.NotifyDeadline), nameof(options.NotifySla));
        if (options.WindowSize < options.FailingRun)
            yield return AtLeast(nameof(options.WindowSize), nameof(options.FailingRun));
        if (options.WindowSize < options.FailingMin)
            yield return AtLeast(nameof(options.WindowSize), nameof(options.FailingMin));
        if (options.RecoveredShare > options.DegradedShare)
            yield return Conflict(nameof(options.RecoveredShare), "at most", nameof(options.DegradedShare));
    }
}
