using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PosMonitor.EndToEnd.Comparison;

/// <summary>What the monitor says otherwise than the reference model. The first are shown, and how many there are of each kind.</summary>
internal sealed class Differences(string about)
{
    private const int Shown = 20;
    private readonly List<string> _first = [];
    private readonly SortedDictionary<string, int> _byKind = new(StringComparer.Ordinal);

    public void Add(string kind, string line)
    {
        _byKind[kind] = _byKind.GetValueOrDefault(kind) + 1;
        if (_first.Count < Shown)
            _first.Add($"{kind}: {line}");
    }

    public void Same(string subject, string field, object? expected, JsonElement actual)
    {
        if (!IsSame(expected, actual))
            Add(field, $"{subject}: expected {Text(expected)}, the monitor says {actual.GetRawText()}");
    }

    public void Same(string subject, string field, object? expected, object? actual)
    {
        if (!Equals(expected, actual))
            Add(field, $"{subject}: expected {Text(expected)}, the monitor says {Text(actual)}");
    }

    /// <summary>Fails where there is any, with all of them told.</summary>
    public static void None(params IEnumerable<Differences> all)
    {
        var told = all.Where(d => d._byKind.Count > 0).Select(d => d.Tell()).ToList();
        if (told.Count > 0)
            Assert.Fail(string.Join('\n', told));
    }

    private string Tell()
    {
        var message = new StringBuilder($"{about}: {_byKind.Values.Sum()} differences from the reference model\n");
        foreach (var (kind, count) in _byKind)
            message.Append(CultureInfo.InvariantCulture, $"  {count} × {kind}\n");
        foreach (var line in _first)
            message.Append(CultureInfo.InvariantCulture, $"- {line}\n");
        return message.ToString();
    }

    private static bool IsSame(object? expected, JsonElement actual) => expected switch
    {
        null => actual.ValueKind == JsonValueKind.Null,
        string text => actual.ValueKind == JsonValueKind.String && actual.GetString() == text,
        bool flag => actual.ValueKind == (flag ? JsonValueKind.True : JsonValueKind.False),
        DateTimeOffset time => actual.ValueKind == JsonValueKind.String && actual.GetDateTimeOffset() == time,
        long or int or double => actual.ValueKind == JsonValueKind.Number
            && Math.Abs(actual.GetDouble() - Convert.ToDouble(expected, CultureInfo.InvariantCulture)) < 0.0005,
        _ => throw new ArgumentException($"A {expected.GetType()} cannot be compared.", nameof(expected)),
    };

    private static string Text(object? value) => value switch
    {
        null => "null",
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
