using System.Globalization;
using System.Text.Json;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Comparison;

/// <summary>Compares all alerts as a set, with their times, severity, status, parent and delivery (contract §4).</summary>
internal static class AlertsComparison
{
    /// <param name="expected">What has been given all events.</param>
    /// <param name="monitor">The monitor, as somebody reads it.</param>
    /// <param name="about">When that is.</param>
    /// <param name="acquirers">The acquirers that the reader may see; null for all. Of alerts about issuers, it is not compared which they see.</param>
    public static async Task<Differences> Compare(ReferenceMonitor expected, MonitorClient monitor, string about, IReadOnlySet<string>? acquirers = null)
    {
        var differences = new Differences($"Alerts, {about}");
        var alerts = await monitor.All("/v1/alerts");
        var actual = new Dictionary<string, JsonElement>();
        foreach (var alert in alerts)
        {
            if (!actual.TryAdd(Key(alert), alert))
                differences.Add("twice", Key(alert));
        }
        var keys = alerts.DistinctBy(a => a.GetProperty("id").GetString()).ToDictionary(a => a.GetProperty("id").GetString()!, Key);
        foreach (var alert in expected.Alerts.Where(alert => acquirers is null || alert.SubjectKind == "issuer" || acquirers.Contains(alert.SubjectId.Split('/')[0])))
        {
            var key = Key(alert);
            if (!actual.Remove(key, out var json))
            {
                if (acquirers is not null && alert.SubjectKind == "issuer")
                    continue;
                differences.Add($"{alert.Rule} is not there", $"{key} {alert.Severity}, resolved at {alert.ResolvedAt:O}");
                continue;
            }
            differences.Same(key, $"{alert.Rule} resolvedAt", alert.ResolvedAt, json.GetProperty("resolvedAt"));
            differences.Same(key, $"{alert.Rule} severity", alert.Severity, json.GetProperty("severity"));
            differences.Same(key, $"{alert.Rule} status", alert.Status, json.GetProperty("status"));
            if (alert.DelayMs is not null)
                differences.Same(key, $"{alert.Rule} evidence.delayMs", alert.DelayMs, json.GetProperty("evidence").GetProperty("delayMs"));
            var parent = json.GetProperty("parent").GetString() is { } id ? keys.GetValueOrDefault(id, $"unknown {id}") : null;
            differences.Same(key, $"{alert.Rule} parent", alert.Parent is null ? null : Key(alert.Parent), parent);
            differences.Same(key, $"{alert.Rule} delivered", alert.Delivered, json.GetProperty("delivered"));
        }
        foreach (var (key, json) in actual)
            differences.Add($"{json.GetProperty("rule")} should not be there", $"{key} {json.GetRawText()}");
        differences.Same("all", "number of distinct ids", alerts.Count, alerts.Select(a => a.GetProperty("id").GetString()).Distinct().Count());
        return differences;
    }

    private static string Key(Alert alert) => Key(alert.Rule, alert.SubjectKind, alert.SubjectId, alert.OpenedAt);

    private static string Key(JsonElement alert) => Key(
        alert.GetProperty("rule").GetString()!,
        alert.GetProperty("subject").GetProperty("kind").GetString()!,
        alert.GetProperty("subject").GetProperty("id").GetString()!,
        alert.GetProperty("openedAt").GetDateTimeOffset());

    private static string Key(string rule, string kind, string id, DateTimeOffset openedAt) =>
        $"{rule} {kind} {id} {openedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture)}";
}
