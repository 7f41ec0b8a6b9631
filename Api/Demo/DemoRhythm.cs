namespace PosMonitor.Demo;

/// <summary>How busy the shops are, with a day in 24 minutes: the simulation starts at ten in the morning.</summary>
internal static class DemoRhythm
{
    /// <summary>How many times as fast as a real day.</summary>
    public const int Faster = 60;

    private static readonly TimeSpan Morning = TimeSpan.FromHours(10);

    // By hour: quiet nights, a peak at noon and one in the evening.
    private static readonly double[] Hours =
        [.25, .2, .2, .2, .2, .2, .25, .4, .6, .75, .8, .95, 1, .9, .75, .7, .75, .9, 1, 1, .9, .7, .5, .3];

    /// <summary>The time of day, <paramref name="elapsed"/> after the start.</summary>
    public static TimeSpan TimeOfDay(TimeSpan elapsed) => TimeSpan.FromTicks((Morning + elapsed * Faster).Ticks % TimeSpan.TicksPerDay);

    /// <summary>The share of the busiest hour's traffic, 0 … 1.</summary>
    public static double Share(TimeSpan elapsed)
    {
        var hour = TimeOfDay(elapsed).TotalHours;
        var (before, after) = (Hours[(int)hour % 24], Hours[((int)hour + 1) % 24]);
        return before + (after - before) * (hour - (int)hour);
    }
}
