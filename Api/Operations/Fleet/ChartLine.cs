namespace PosMonitor.Operations.Fleet;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Tone">Its class: colour and dashes.</param>
/// <param name="Values">One for each minute; null where there is none.</param>
public sealed record ChartLine(string Name, string Tone, IReadOnlyList<double?> Values);
