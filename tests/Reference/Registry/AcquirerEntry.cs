using System.Collections.Immutable;
using System.Text.Json;

namespace PosMonitor.Reference;

/// <summary>What the registry holds of an acquirer (contract §5); names are no business of this model.</summary>
public sealed record AcquirerEntry
{
    /// <summary><c>true</c>, <c>false</c> or <c>unverified</c>.</summary>
    public string Licensed { get; init; } = "unverified";

    /// <summary>The institutions that may pay out its merchants besides itself.</summary>
    public IReadOnlyCollection<string> Clearing { get; init; } = [];
    public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>Response codes that mean something else at this acquirer.</summary>
    public IReadOnlyDictionary<string, ResponseCode> Codes { get; init; } = ImmutableDictionary<string, ResponseCode>.Empty;

    /// <summary>"Held from the start."</summary>
    public static ImmutableDictionary<string, AcquirerEntry> Shipped { get; } = new[]
    {
        "chinaums", "lakala", "shengpay", "unionpay", "jialian", "suixingfu", "leshua", "yinsheng", "qianbao", "xiandai",
    }.ToImmutableDictionary(id => id, _ => new AcquirerEntry());

    /// <summary>Reads what <c>PUT /v1/registry/acquirers/{a}</c> takes.</summary>
    public static AcquirerEntry Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var entry = new AcquirerEntry();
        foreach (var field in document.RootElement.EnumerateObject().Where(f => f.Value.ValueKind != JsonValueKind.Null))
        {
            entry = field.Name switch
            {
                "licensed" => entry with { Licensed = LicensedOf(field.Value) },
                "clearing" => entry with { Clearing = [.. field.Value.EnumerateArray().Select(id => id.GetString()!)] },
                "timeZone" => entry with { TimeZone = field.Value.GetString()! },
                "codes" => entry with { Codes = field.Value.EnumerateObject().ToDictionary(code => code.Name, code => ResponseCode.Read(code.Value)) },
                _ => entry,
            };
        }
        return entry;
    }

    private static string LicensedOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetString()!,
    };
}
