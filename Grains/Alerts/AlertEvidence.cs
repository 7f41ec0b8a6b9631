using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PosMonitor.Alerts;

/// <summary>
/// Evidence is a JSON object whose members stay as they were when the alert first opened (contract §4), but for those that count what came since:
/// <c>explains</c> of an alert that explains others, <c>settlements</c> and <c>count</c> of one that gathers.
/// </summary>
public static class AlertEvidence
{
    public const string None = "{}";

    /// <summary>How many <c>settlements</c> an alert keeps; those after them are only counted.</summary>
    public const int MostGathered = 100;

    private const string Explains = "explains";
    private const string Settlements = "settlements";
    private const string Count = "count";

    /// <summary>Adds the members of <paramref name="more"/> that <paramref name="evidence"/> does not have.</summary>
    public static string Add(string evidence, string? more) =>
        more is null or None ? evidence : Pick(evidence, more, static (_, _) => true, static (name, had) => !had.TryGetProperty(name, out _));

    /// <summary>Adds to what an alert explains: <c>"explains":{"alerts":3,"byRule":{"terminal.failing":3}}</c>.</summary>
    /// <param name="evidence">What the alert has.</param>
    /// <param name="more">How many alerts of each rule.</param>
    /// <param name="byAcquirer">The same by acquirer, of an alert that is of several: goes into <c>explains.byAcquirer</c>.</param>
    public static string Explain(
        string evidence, IReadOnlyDictionary<string, int> more, IReadOnlyDictionary<string, SortedDictionary<string, int>>? byAcquirer = null)
    {
        var root = Read(evidence);
        var before = root[Explains] as JsonObject;
        var rules = Sum(before?["byRule"], more);
        var explains = new JsonObject { ["alerts"] = rules.Sum(static rule => (long)rule.Value!), ["byRule"] = rules };
        if (byAcquirer is not null)
        {
            var known = before?["byAcquirer"] as JsonObject;
            var acquirers = byAcquirer.Keys.Union(known?.Select(static acquirer => acquirer.Key) ?? [], StringComparer.Ordinal).Order(StringComparer.Ordinal);
            explains["byAcquirer"] = new JsonObject(acquirers.Select(acquirer => KeyValuePair.Create(
                acquirer, (JsonNode?)Sum(known?[acquirer], byAcquirer.GetValueOrDefault(acquirer) ?? []))));
        }
        root[Explains] = explains;
        return Write(root);
    }

    /// <summary>Appends the <c>settlements</c> of <paramref name="more"/>, as long as there is room, and counts them.</summary>
    public static string Gather(string evidence, string? more)
    {
        if (Read(more ?? None)[Settlements] is not JsonArray added)
            return evidence;
        var root = Read(evidence);
        var kept = root[Settlements] as JsonArray ?? [];
        var count = (long?)root[Count] ?? kept.Count;
        foreach (var settlement in added.Take(Math.Max(0, MostGathered - kept.Count)))
            kept.Add(settlement?.DeepClone());
        if (kept.Parent is null)
            root[Settlements] = kept;
        root[Count] = count + added.Count;
        return Write(root);
    }

    /// <summary>Takes out again what was added when the alert was resolved: what the opening does not tell. What it explained it still did.</summary>
    /// <param name="evidence">What the alert has.</param>
    /// <param name="opening">What it opens with again.</param>
    public static string Reopen(string evidence, string? opening) =>
        Pick(evidence, opening ?? None, static (name, told) => name == Explains || told.TryGetProperty(name, out _), static (name, had) => !had.TryGetProperty(name, out _));

    private static JsonObject Sum(JsonNode? before, IEnumerable<KeyValuePair<string, int>> more)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (rule, count) in before as JsonObject ?? [])
            sums[rule] = (long)count!;
        foreach (var (rule, count) in more)
            sums[rule] = sums.GetValueOrDefault(rule) + count;
        return new JsonObject(sums.Select(sum => KeyValuePair.Create(sum.Key, (JsonNode?)sum.Value)));
    }

    private static JsonObject Read(string evidence) => JsonNode.Parse(evidence)!.AsObject();

    /// <summary>The text of evidence.</summary>
    internal static string Write(JsonObject evidence)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
            evidence.WriteTo(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Pick(string first, string second, Func<string, JsonElement, bool> fromFirst, Func<string, JsonElement, bool> fromSecond)
    {
        using var a = JsonDocument.Parse(first);
        using var b = JsonDocument.Parse(second);
        var buffer = new ArrayBufferWriter<byte>(first.Length + second.Length);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var member in a.RootElement.EnumerateObject())
                if (fromFirst(member.Name, b.RootElement))
                    member.WriteTo(json);
            foreach (var member in b.RootElement.EnumerateObject())
                if (fromSecond(member.Name, a.RootElement))
                    member.WriteTo(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
