using System.Text.Json;
using PosMonitor.Alerts;

namespace PosMonitor.Operations.Fleet;

/// <summary>A cause and what it explains.</summary>
/// <param name="Alert">The alert of the cause.</param>
/// <param name="Explains">How many alerts it explains.</param>
/// <param name="Terminals">How many terminals: those with an alert that it explains, or, where these are fewer, those that failed when it opened.</param>
public sealed record RootCause(AlertAnswer Alert, long Explains, long Terminals)
{
    public static RootCause Of(AlertAnswer alert)
    {
        using var evidence = JsonDocument.Parse(alert.Evidence);
        var root = evidence.RootElement;
        var explains = root.TryGetProperty("explains", out var found) ? found : default;
        var byRule = explains.ValueKind == JsonValueKind.Object && explains.TryGetProperty("byRule", out var rules) ? rules : default;
        return new RootCause(alert, Number(explains, "alerts"), Math.Max(Number(byRule, "terminal.failing"), Number(root, "failingTerminals")));
    }

    private static long Number(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.TryGetInt64(out var number) ? number : 0;
}
