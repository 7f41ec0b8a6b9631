using PosMonitor.Settings;

namespace PosMonitor.Registry;

/// <summary>A row of a body of terminals.</summary>
/// <param name="Line">Where it starts; lines count from 1.</param>
/// <param name="Row">What it says; null where it cannot be read.</param>
/// <param name="Fault">Why not.</param>
internal sealed record ReadRow(int Line, TerminalRow? Row, string? Fault);
