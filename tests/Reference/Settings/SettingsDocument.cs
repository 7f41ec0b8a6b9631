using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace PosMonitor.Reference;

/// <summary>Reads what <c>PUT /v1/settings/{scope}/{id}</c> takes: <c>{"notifySla":"00:00:30",…}</c> (contract §5). Only valid ones are expected.</summary>
public static class SettingsDocument
{
    /// <summary>The change that the document makes to the settings of the scopes further away.</summary>
    public static Func<ReferenceSettings, ReferenceSettings> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var overrides = document.RootElement.EnumerateObject()
            .Where(field => field.Value.ValueKind != JsonValueKind.Null)
            .Select(field => (Setting: SettingOf(field.Name), field.Value))
            .Select(o => (o.Setting, Value: ValueOf(o.Value, o.Setting.PropertyType)))
            .ToList();
        return settings =>
        {
            var changed = settings with { };
            foreach (var (setting, value) in overrides)
                setting.SetValue(changed, value);
            return changed;
        };
    }

    private static PropertyInfo SettingOf(string name) =>
        typeof(ReferenceSettings).GetProperty(char.ToUpperInvariant(name[0]) + name[1..])
        ?? throw new ArgumentException($"There is no setting {name}.", nameof(name));

    private static object ValueOf(JsonElement value, Type type) =>
        type == typeof(TimeSpan) ? Duration(value.GetString()!) : value.Deserialize(type)!;

    /// <summary><c>hh:mm:ss[.fff]</c>, with as many hours as it takes.</summary>
    private static TimeSpan Duration(string text)
    {
        var parts = text.Split(':').Select(part => decimal.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return TimeSpan.FromTicks((long)(((parts[0] * 60 + parts[1]) * 60 + parts[2]) * TimeSpan.TicksPerSecond));
    }
}
