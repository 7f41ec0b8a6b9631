using System.Text.Json;
using PosMonitor.Json;
using PosMonitor.Registry;

namespace PosMonitor.Operations.Entries;

/// <summary>The registry's entry of an acquirer as somebody types it.</summary>
internal sealed class AcquirerForm
{
    private static readonly char[] Apart = [' ', ',', ';', '，', '、', '\n', '\r', '\t'];

    public string NameEn { get; set; } = "";

    public string NameZh { get; set; } = "";

    /// <summary><c>true</c>, <c>false</c> or <c>unverified</c>.</summary>
    public string Licensed { get; set; } = "unverified";

    public string Clearing { get; set; } = "";

    public string TimeZone { get; set; } = BusinessDay.DefaultZone;

    /// <summary>A code a line, with its class and its cause.</summary>
    public string Codes { get; set; } = "";

    public static AcquirerForm Of(RegisteredAcquirer entry) => new()
    {
        NameEn = entry.Name.En ?? "",
        NameZh = entry.Name.Zh ?? "",
        Licensed = entry.Licensed.ValueKind == JsonValueKind.String ? entry.Licensed.GetString()! : entry.Licensed.GetRawText(),
        Clearing = string.Join(", ", entry.Clearing),
        TimeZone = entry.TimeZone,
        Codes = string.Join('\n', entry.Codes.Select(code => $"{code.Key} {code.Value.Class} {code.Value.Cause}".TrimEnd())),
    };

    /// <summary>The entry as it is sent.</summary>
    public AcquirerBody ToBody()
    {
        var codes = new Dictionary<string, CodeMeaning>(StringComparer.Ordinal);
        foreach (var line in Codes.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(Apart, StringSplitOptions.RemoveEmptyEntries);
            // What has too many words is no meaning.
            codes[words.ElementAtOrDefault(0) ?? ""] = new CodeMeaning(words.Length > 3 ? line : words.ElementAtOrDefault(1) ?? "", words.ElementAtOrDefault(2));
        }
        return new AcquirerBody(
            new AcquirerName(Text(NameEn), Text(NameZh)),
            Licensed is "true" or "false" ? JsonSerializer.SerializeToElement(Licensed == "true") : JsonSerializer.SerializeToElement(Licensed),
            Clearing.Split(Apart, StringSplitOptions.RemoveEmptyEntries), TimeZone.Trim(), codes);
    }

    /// <summary>What is wrong, in the words of the HTTP interface.</summary>
    public List<string> Errors()
    {
        List<string> errors = [];
        AcquirerEntry.Read(JsonSerializer.SerializeToElement(ToBody(), WireFormat.Options), errors);
        return errors;
    }

    private static string? Text(string text) => text.Trim() is { Length: > 0 } some ? some : null;
}
