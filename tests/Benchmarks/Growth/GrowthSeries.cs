namespace PosMonitor.Benchmarks.Growth;

/// <summary>Points that differ in one thing.</summary>
/// <param name="Name">For the names of files.</param>
/// <param name="Axis">What they differ in.</param>
/// <param name="Conditions">What is the same for all.</param>
/// <param name="Points">In order.</param>
internal sealed record GrowthSeries(string Name, string Axis, string Conditions, IReadOnlyList<GrowthPoint> Points)
{
    /// <summary>Where a point stands on the axis.</summary>
    public double At(GrowthPoint point) => Name == CostOfGrowth.ByTerminals ? point.Terminals : point.Events;
}
