using PosMonitor.Alerts;

namespace PosMonitor.Operations.Alerts;

/// <summary>An alert with all that belongs to it.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="History">Its changes, oldest first.</param>
/// <param name="Parent">The alert that explains it; null for none, or none that the key may see.</param>
/// <param name="Children">The newest alerts that it explains.</param>
internal sealed record AlertFile(AlertAnswer Alert, IReadOnlyList<AlertHistoryEntry> History, AlertAnswer? Parent, IReadOnlyList<AlertAnswer> Children);
