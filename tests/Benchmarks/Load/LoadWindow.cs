using System.Text.Json.Serialization;

namespace PosMonitor.Benchmarks.Load;

/// <summary>What became of the load in one part of the time.</summary>
/// <param name="PerSecond">Accepted events a second.</param>
/// <param name="P50">From the last byte of a body to its answer, in milliseconds.</param>
/// <param name="P99">As the one before.</param>
/// <param name="Longest">The longest of them.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record LoadWindow(double PerSecond, double P50, double P99, double Longest);
