using System.Text.Json.Serialization;

namespace PosMonitor.Benchmarks.Report;

/// <summary>One row of the table: a figure, as often as it was measured.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Unit">In what.</param>
/// <param name="Goal">What it is to reach; null where it stands there to be compared with.</param>
/// <param name="Values">The figure of each round.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
internal sealed record MeasuredRow(string What, string Unit, Goal? Goal, params IReadOnlyList<double> Values)
{
    /// <summary>What else is to be known of it.</summary>
    public string Note { get; init; } = "";

    public double Median
    {
        get
        {
            var sorted = Values.Order().ToList();
            return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        }
    }

    public double Least => Values.Min();

    public double Most => Values.Max();

    /// <summary>Whether the median reaches the goal; null where there is none.</summary>
    public bool? IsReached => Goal?.IsReachedBy(Median);
}
