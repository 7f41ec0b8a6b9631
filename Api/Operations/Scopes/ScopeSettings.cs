using System.Text.Json;
using PosMonitor.Settings;

namespace PosMonitor.Operations.Scopes;

/// <summary>The settings of a scope as they were read, and what somebody typed over them: checked by the rules of the HTTP interface itself.</summary>
/// <param name="scope">Whose they are.</param>
/// <param name="answer">The answer of <c>/v1/settings</c>.</param>
/// <param name="typed">What was typed, by name; an empty text is to be set no more.</param>
public sealed class ScopeSettings(string scope, JsonElement answer, Dictionary<string, string> typed)
{
    public string Scope => scope;

    /// <summary>What was typed and is another than what was read.</summary>
    public IReadOnlyDictionary<string, string> Typed => typed;

    public DateTimeOffset? ChangedAt => answer.GetProperty("changedAt") is { ValueKind: JsonValueKind.String } at ? at.GetDateTimeOffset() : null;

    public string? ChangedBy => answer.GetProperty("changedBy").GetString();

    /// <summary>Whether the scope itself sets anything.</summary>
    public bool SetsAny => answer.GetProperty("set").EnumerateObject().Any();

    /// <summary>The value in force.</summary>
    public string InForce(DetectionSetting setting) => TextOf(answer.GetProperty(setting.Name));

    /// <summary>Who sets it: <c>default</c>, <c>file</c> or a scope.</summary>
    public string SourceOf(DetectionSetting setting) => answer.GetProperty("sources").GetProperty(setting.Name).GetString()!;

    /// <summary>What stands in its field.</summary>
    public string FieldOf(DetectionSetting setting) => typed.GetValueOrDefault(setting.Name) ?? SetOf(setting);

    /// <summary>Takes what was typed.</summary>
    public void Type(DetectionSetting setting, string text)
    {
        if (text.Trim() == SetOf(setting))
            typed.Remove(setting.Name);
        else
            typed[setting.Name] = text.Trim();
    }

    /// <summary>What is wrong with what was typed, in the words of the HTTP interface; null for nothing.</summary>
    public string? ErrorOf(DetectionSetting setting) => typed.TryGetValue(setting.Name, out var text) && text.Length > 0 && !setting.TryRead(JsonOf(setting, text), out _)
        ? $"{setting.Name} is wrong; allowed is {setting.Allowed}."
        : null;

    /// <summary>What does not hold between settings, each of them in range.</summary>
    public IEnumerable<string> Conflicts()
    {
        // What would be in force in the place of what is taken away, only the monitor knows.
        if (typed.ContainsValue("") || DetectionSettings.All.Any(setting => ErrorOf(setting) is not null))
            return [];
        var options = new DetectionOptions();
        foreach (var setting in DetectionSettings.All)
        {
            if (setting.TryRead(typed.TryGetValue(setting.Name, out var text) ? JsonOf(setting, text) : answer.GetProperty(setting.Name), out var value))
                setting.Set(options, value!);
        }
        return DetectionSettings.Conflicts(options, NameOf).Select(conflict => $"{NameOf(conflict.Property)} is {conflict.Value}; allowed is {conflict.Allowed}.");
    }

    /// <summary>What this scope is to set from now on, and nothing else.</summary>
    public SortedDictionary<string, JsonElement> ToSet()
    {
        var set = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var setting in DetectionSettings.All)
        {
            if (FieldOf(setting) is { Length: > 0 } text)
                set[setting.Name] = JsonOf(setting, text);
        }
        return set;
    }

    private string SetOf(DetectionSetting setting) => answer.GetProperty("set").TryGetProperty(setting.Name, out var value) ? TextOf(value) : "";

    private static string NameOf(string property) => DetectionSettings.All.First(setting => setting.Property == property).Name;

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    // What is no JSON of its own is a text, which then is of the wrong form.
    private static JsonElement JsonOf(DetectionSetting setting, string text)
    {
        if (setting.Get(new DetectionOptions()) is TimeSpan)
            return JsonSerializer.SerializeToElement(text);
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }
}
