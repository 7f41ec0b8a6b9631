namespace PosMonitor.Storage;

/// <summary>An entry of an alert's history as it lies in the store, apart from its <c>seq</c>.</summary>
internal sealed record StoredEntry(DateTimeOffset At, string What, string? By, string? Text);
