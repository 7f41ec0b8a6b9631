namespace PosMonitor.Terminals;

/// <summary>What overviews ask of each terminal.</summary>
/// <param name="Merchant">The name of the merchant that it is bound to; -1 for none.</param>
/// <param name="Status">How it does; null where only the registry knows it.</param>
/// <param name="Finished">How many finishes are in its window.</param>
/// <param name="Failures">How many of them failed.</param>
public readonly record struct TerminalGlance(int Merchant, TerminalStatus? Status, int Finished, int Failures);
