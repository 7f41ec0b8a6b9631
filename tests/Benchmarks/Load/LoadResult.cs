using System.Text.Json.Serialization;

namespace PosMonitor.Benchmarks.Load;

/// <summary>What became of the load, while it was counted.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record LoadResult
{
    /// <summary>Events in bodies that were answered with 202, and of them those that the monitor said that it accepted.</summary>
    public required long Accepted { get; init; }

    /// <summary>Events that were accepted from the first body on, the warm-up included.</summary>
    public required long AcceptedInAll { get; init; }

    /// <summary>Events that were accepted in each second since the first body was sent.</summary>
    public required IReadOnlyList<long> BySecond { get; init; }

    /// <summary>Bodies that were answered with anything but 202.</summary>
    public required long Refused { get; init; }

    /// <summary>Bodies that were sent, the refused ones as often as they were.</summary>
    public required long Sent { get; init; }

    /// <summary>How long was counted, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>From the last byte of a body to its answer, in milliseconds.</summary>
    public required double P50 { get; init; }

    /// <inheritdoc cref="P50"/>
    public required double P99 { get; init; }

    /// <summary>The same for each part of the time.</summary>
    public required IReadOnlyList<LoadWindow> Windows { get; init; }

    /// <summary>Bytes of a line on the average.</summary>
    public required double LineBytes { get; init; }

    /// <summary>Processor time of the generator while it was counted, in seconds.</summary>
    public required double GeneratorProcessor { get; init; }

    /// <summary>Processor time of the monitor while it was counted, in seconds.</summary>
    public required double MonitorProcessor { get; init; }

    /// <summary>Accepted events a second.</summary>
    public double PerSecond => Accepted / Seconds;
}
