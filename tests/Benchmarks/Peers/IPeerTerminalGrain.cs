namespace PosMonitor.Benchmarks.Peers;

/// <summary>A grain a terminal, as it is often done.</summary>
[Alias("benchmark.terminal")]
internal interface IPeerTerminalGrain : IGrainWithIntegerKey
{
    /// <summary>Applies an event.</summary>
    [Alias("report")]
    Task Report([Immutable] byte[] record);
}
