namespace PosMonitor.Postgres;

/// <summary>A look at the database's clock.</summary>
/// <param name="Utc">What it showed, UTC ticks.</param>
/// <param name="At">When that was by this machine's monotonic clock, in ticks.</param>
/// <param name="RoundTrip">How long the question and its answer took, in ticks: it is right to half of that.</param>
public readonly record struct ClockSample(long Utc, long At, long RoundTrip);
