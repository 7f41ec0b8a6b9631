namespace PosMonitor.Benchmarks.Peers;

/// <summary>One event as a record of its own, and the terminal whose it is.</summary>
/// <param name="Terminal">A number of the terminal.</param>
/// <param name="Record">The record for the pure core.</param>
internal sealed record PeerEvent(long Terminal, byte[] Record);
