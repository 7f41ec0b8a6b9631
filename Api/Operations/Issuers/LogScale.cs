namespace PosMonitor.Operations.Issuers;

/// <summary>Where spans stand on a logarithmic axis, in percent: from a fifth of a second to two days.</summary>
internal static class LogScale
{
    private const double Shortest = 200, Longest = 2 * 86_400_000.0;

    /// <summary>What is told beside the axis, in milliseconds.</summary>
    public static readonly IReadOnlyList<int> Ticks = [1_000, 10_000, 60_000, 600_000, 3_600_000, 86_400_000];

    /// <summary>The place of a span; what is shorter or longer than the axis stands at its end.</summary>
    public static double Place(double milliseconds) => Math.Log(Math.Clamp(milliseconds, Shortest, Longest) / Shortest) / Math.Log(Longest / Shortest) * 100;
}
