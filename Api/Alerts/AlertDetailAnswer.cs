using System.Text.Json.Serialization;

namespace PosMonitor.Alerts;

/// <summary>One alert with its history, oldest change first.</summary>
public sealed record AlertDetailAnswer : AlertAnswer
{
    private AlertDetailAnswer(AlertAnswer alert, IReadOnlyList<AlertHistoryEntry> history) : base(alert) => History = history;

    [JsonPropertyOrder(1)]
    public IReadOnlyList<AlertHistoryEntry> History { get; }

    public static AlertDetailAnswer Of(AlertDetail detail) => new(Of(detail.Alert), detail.History);
}
