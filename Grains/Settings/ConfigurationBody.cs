using System.Text.Json;
using PosMonitor.Registry;

namespace PosMonitor.Settings;

/// <summary>Reads what somebody wants settings or an entry to be, into the one form in which it is kept.</summary>
internal static class ConfigurationBody
{
    private static readonly HashSet<string> Fields =
    [
        .. DetectionSettings.All.Select(setting => setting.Name),
        "name", "licensed", "clearing", "timeZone", "codes", "merchant", "serial", "model", "lat", "lon",
    ];

    /// <summary>Reads a JSON object.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="json">The text.</param>
    /// <param name="errors">Takes what is wrong.</param>
    /// <returns>What is to be kept; null for settings that set nothing, and where something is wrong.</returns>
    public static string? Read(ConfigurationKind kind, string json, List<ConfigurationError> errors)
    {
        var messages = new List<string>();
        string? body = null;
        try
        {
            using var document = JsonDocument.Parse(json);
            body = Read(kind, document.RootElement, messages);
        }
        // The second is a text that is half of a surrogate pair.
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            messages.Add("The body is not a JSON object.");
        }
        errors.AddRange(messages.Distinct().Select(message => new ConfigurationError(FieldOf(message), message)));
        return errors.Count == 0 ? body : null;
    }

    private static string? Read(ConfigurationKind kind, JsonElement json, List<string> errors)
    {
        if (kind == ConfigurationKind.Acquirer)
            return AcquirerEntry.Read(json, errors).ToJson();
        if (kind == ConfigurationKind.Terminal)
        {
            var entry = TerminalEntry.Read(json, errors);
            return errors.Count == 0 ? entry.ToJson() : null;
        }
        var overrides = SettingOverrides.Read(json, errors);
        return overrides.IsEmpty ? null : overrides.ToJson();
    }

    // Each message about one field begins with its name.
    private static string? FieldOf(string message)
    {
        var word = message.Split(' ', 2)[0].Trim('\'');
        return Fields.Contains(word) || message.StartsWith('\'') ? word : null;
    }
}
