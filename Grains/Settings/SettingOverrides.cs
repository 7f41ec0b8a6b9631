using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PosMonitor.Settings;

/// <summary>The settings of one scope that differ from what lies above it (contract §5). Immutable.</summary>
public sealed class SettingOverrides
{
    private readonly SortedDictionary<string, (DetectionSetting Setting, object Value)> _values;

    private SettingOverrides(SortedDictionary<string, (DetectionSetting, object)> values) => _values = values;

    /// <summary>What is set, by name.</summary>
    public IEnumerable<(DetectionSetting Setting, object Value)> Values => _values.Values;

    /// <summary>True where nothing is set.</summary>
    public bool IsEmpty => _values.Count == 0;

    /// <summary>True where this scope sets it.</summary>
    public bool Sets(DetectionSetting setting) => _values.ContainsKey(setting.Name);

    /// <summary>All settings of some options.</summary>
    public static SettingOverrides Of(DetectionOptions options)
    {
        var values = new SortedDictionary<string, (DetectionSetting, object)>(StringComparer.Ordinal);
        foreach (var setting in DetectionSettings.All)
            values[setting.Name] = (setting, setting.Get(options));
        return new SettingOverrides(values);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote. What this build does not know, or finds out of range, is left out: it was checked when it was set.</summary>
    public static SettingOverrides Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement, []);
    }

    /// <summary>Reads the settings that somebody wants.</summary>
    /// <param name="json">An object of settings by name; one that is null is not set.</param>
    /// <param name="errors">Takes what is wrong, each with its name and what is allowed.</param>
    public static SettingOverrides Read(JsonElement json, List<string> errors)
    {
        var values = new SortedDictionary<string, (DetectionSetting, object)>(StringComparer.Ordinal);
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add("The settings are not a JSON object.");
            return new SettingOverrides(values);
        }
        foreach (var member in json.EnumerateObject())
        {
            if (DetectionSettings.Find(member.Name) is not { } setting)
                errors.Add(IsWord(member.Name) ? $"'{member.Name}' is not a setting." : "There is a name that is not a setting.");
            else if (member.Value.ValueKind == JsonValueKind.Null)
                values.Remove(setting.Name);
            else if (setting.TryRead(member.Value, out var value))
                values[setting.Name] = (setting, value!);
            else
                errors.Add($"{setting.Name} is wrong; allowed is {setting.Allowed}.");
        }
        return new SettingOverrides(values);
    }

    // What is no word may be anything, a card's number too: it is not repeated.
    private static bool IsWord(string name) => name.Length is > 0 and <= 64 && name.All(char.IsAsciiLetter);

    /// <summary>Puts what is set over what lies above.</summary>
    public void ApplyTo(DetectionOptions options)
    {
        foreach (var (setting, value) in _values.Values)
            setting.Set(options, value);
    }

    /// <summary>The same as a JSON object, in order of the names.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (setting, value) in _values.Values)
                setting.Write(json, value);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
