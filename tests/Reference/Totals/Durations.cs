namespace PosMonitor.Reference;

/// <summary>Exact nearest-rank quantiles in milliseconds.</summary>
public sealed class Durations
{
    private readonly List<double> _sorted;

    public Durations(IEnumerable<double?> values) => _sorted = [.. values.Where(v => v is not null).Select(v => v!.Value).Order()];

    public long Count => _sorted.Count;
    public double? P50 => At(0.50);
    public double? P95 => At(0.95);
    public double? P99 => At(0.99);
    public double? Max => _sorted.Count == 0 ? null : _sorted[^1];

    private double? At(double share) => _sorted.Count == 0 ? null : _sorted[(int)Math.Max(1, Math.Ceiling(share * _sorted.Count)) - 1];
}
