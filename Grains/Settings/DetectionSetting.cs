using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace PosMonitor.Settings;

/// <summary>One setting of detection: its name, its form and its range. What is checked at start, over HTTP and told as allowed is the same entry.</summary>
public sealed class DetectionSetting
{
    private readonly PropertyInfo _property;
    private readonly Func<object, bool> _fits;

    private DetectionSetting(string property, string allowed, Func<object, bool> fits)
    {
        _property = typeof(DetectionOptions).GetProperty(property)!;
        _fits = fits;
        Property = property;
        Name = JsonNamingPolicy.CamelCase.ConvertName(property);
        Allowed = allowed;
    }

    /// <summary>As a member of <see cref="DetectionOptions"/>, and in <c>appsettings.json</c>.</summary>
    public string Property { get; }

    /// <summary>As over HTTP (contract §5).</summary>
    public string Name { get; }

    /// <summary>The range, to follow "allowed is".</summary>
    public string Allowed { get; }

    public static DetectionSetting Duration(string property, TimeSpan least, TimeSpan most) =>
        new(property, $"{Settings.Duration.Format(least)} to {Settings.Duration.Format(most)}", value => value is TimeSpan time && time >= least && time <= most);

    public static DetectionSetting Number(string property, long least, long most) =>
        new(property, string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"), value => Convert.ToInt64(value, CultureInfo.InvariantCulture) is var number && number >= least && number <= most);

    /// <summary>A share, above 0 and at most 1.</summary>
    public static DetectionSetting Share(string property) => new(property, "above 0, at most 1", value => value is > 0.0 and <= 1.0);

    public static DetectionSetting Real(string property, double least, double most) =>
        new(property, string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"), value => value is double number && number >= least && number <= most);

    public static DetectionSetting Flag(string property) => new(property, "true or false", value => value is bool);

    public object Get(DetectionOptions options) => _property.GetValue(options)!;

    public void Set(DetectionOptions options, object value) => _property.SetValue(options, value);

    public bool Fits(object value) => _fits(value);

    /// <summary>How a value stands in messages.</summary>
    public static string Text(object value) => value is TimeSpan time ? Settings.Duration.Format(time) : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    /// <summary>Reads a value of the right form and range.</summary>
    public bool TryRead(JsonElement json, out object? value)
    {
        value = null;
        if (_property.PropertyType == typeof(TimeSpan))
            value = json.ValueKind == JsonValueKind.String && Settings.Duration.TryParse(json.GetString(), out var time) ? time : null;
        else if (_property.PropertyType == typeof(bool))
            value = json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean() : null;
        else if (json.ValueKind != JsonValueKind.Number)
            return false;
        else if (_property.PropertyType == typeof(int))
            value = json.TryGetInt32(out var number) ? number : null;
        else if (_property.PropertyType == typeof(long))
            value = json.TryGetInt64(out var large) ? large : null;
        else
            value = json.TryGetDouble(out var real) ? real : null;
        return value is not null && Fits(value);
    }

    public void Write(Utf8JsonWriter json, object value)
    {
        json.WritePropertyName(Name);
        switch (value)
        {
            case TimeSpan time:
                json.WriteStringValue(Settings.Duration.Format(time));
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case double real:
                json.WriteNumberValue(real);
                break;
            default:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
