namespace PosMonitor.Benchmarks.Report;

/// <summary>Quantiles of times.</summary>
internal static class Milliseconds
{
    /// <summary>The least of the times that so large a share of all does not exceed; infinite where there is none.</summary>
    public static double At(double share, IEnumerable<double> times)
    {
        var sorted = times.Order().ToList();
        return sorted.Count == 0 ? double.PositiveInfinity : sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
    }
}
