namespace PosMonitor.Benchmarks.Report;

/// <summary>What a figure is to reach.</summary>
/// <param name="Value">The bound, in the unit of the row.</param>
/// <param name="AtLeast">True where more is better.</param>
internal sealed record Goal(double Value, bool AtLeast)
{
    public static Goal Least(double value) => new(value, AtLeast: true);

    public static Goal Most(double value) => new(value, AtLeast: false);

    public bool IsReachedBy(double figure) => AtLeast ? figure >= Value : figure <= Value;

    public override string ToString() => $"{(AtLeast ? "≥" : "≤")} {Figures.Of(Value)}";
}
