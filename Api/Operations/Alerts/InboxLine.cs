using System.Text.Json;
using PosMonitor.Alerts;

namespace PosMonitor.Operations.Alerts;

/// <summary>A line of the inbox: an alert, or under its parent one that is explained.</summary>
public sealed class InboxLine(AlertAnswer alert, string? under = null)
{
    private AlertAnswer _alert = alert;

    /// <summary>The alert as it stands. One that is older than what is known is not taken.</summary>
    public AlertAnswer Alert
    {
        get => _alert;
        set => _alert = value.Seq >= _alert.Seq ? value : _alert;
    }

    /// <summary>The alert under which it stands; null where it stands for itself.</summary>
    public string? Under => under;

    /// <summary>What tells it from every other line.</summary>
    public string Key => under is null ? Alert.Id : $"{under} {Alert.Id}";

    /// <summary>The alerts that it explains, as far as they were loaded; null while they are folded in.</summary>
    public IReadOnlyList<InboxLine>? Children { get; set; }

    /// <summary>How many alerts it explains.</summary>
    public long Explains => ExplainedBy(Alert);

    /// <summary>How many alerts an alert explains.</summary>
    public static long ExplainedBy(AlertAnswer alert)
    {
        // Most explain nothing, and there are many.
        if (!alert.Evidence.Contains("\"explains\"", StringComparison.Ordinal))
            return 0;
        using var evidence = JsonDocument.Parse(alert.Evidence);
        return evidence.RootElement.TryGetProperty("explains", out var explains) && explains.TryGetProperty("alerts", out var count) ? count.GetInt64() : 0;
    }
}
