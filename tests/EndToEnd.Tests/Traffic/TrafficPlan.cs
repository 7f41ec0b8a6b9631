namespace PosMonitor.EndToEnd.Traffic;

/// <summary>How much traffic a generated day has. The same plan always gives the same day.</summary>
internal sealed record TrafficPlan
{
    public required int Seed { get; init; }
    public int Transactions { get; init; } = 20_000;
    public int Terminals { get; init; } = 400;

    /// <summary>Whether it has everything in it that the contract has a rule for, with the configuration that this needs.</summary>
    public bool Everything { get; init; }
    public DateTimeOffset Start { get; init; } = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Two rushes, in which the incidents are.</summary>
    public DateTimeOffset Lunch => Start.AddHours(12);
    public DateTimeOffset Evening => Start.AddHours(18);

    public static TimeSpan Rush => TimeSpan.FromMinutes(20);

    public bool IsRush(DateTimeOffset time) => (time >= Lunch && time < Lunch + Rush) || (time >= Evening && time < Evening + Rush);
}
