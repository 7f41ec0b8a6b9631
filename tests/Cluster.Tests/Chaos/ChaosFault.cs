namespace PosMonitor.Cluster.Chaos;

/// <summary>One thing that happens to a cluster.</summary>
/// <param name="After">How long after the fault before it.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Target">To which silo or gateway, from 0; 0 for the database.</param>
/// <param name="For">How long it lasts: of a silo that is held still, of a database that is away.</param>
internal sealed record ChaosFault(TimeSpan After, ChaosFaultKind Kind, int Target, TimeSpan For)
{
    public override string ToString() => $"{Kind} {Target}" + (For > TimeSpan.Zero ? $" for {For.TotalSeconds:F1} s" : "");
}
