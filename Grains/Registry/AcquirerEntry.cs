using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PosMonitor.Events;
using PosMonitor.Transactions;

namespace PosMonitor.Registry;

/// <summary>
/// What the registry holds of an acquirer (contract §5):
/// <c>{"name":{"en","zh"},"licensed":true|false|"unverified","clearing":[ids],"timeZone","codes":{code:{"class","cause"}}}</c>. Immutable.
/// </summary>
public sealed record AcquirerEntry
{
    private const int LongestName = 100, MostClearing = 100;

    public string? NameEn { get; init; }
    public string? NameZh { get; init; }
    public Licence Licensed { get; init; } = Licence.Unverified;

    /// <summary>The institutions that may pay out its merchants beside itself.</summary>
    public ImmutableArray<string> Clearing { get; init; } = [];

    /// <summary>In which its business days begin: a name of the IANA time zone database.</summary>
    public string TimeZone { get; init; } = BusinessDay.DefaultZone;

    /// <summary>What codes mean here, by <see cref="ResponseCode"/>.</summary>
    public ImmutableSortedDictionary<ushort, CodeOverride> Codes { get; init; } = ImmutableSortedDictionary<ushort, CodeOverride>.Empty;

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static AcquirerEntry Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement, []);
    }

    /// <summary>Reads the entry that somebody wants.</summary>
    /// <param name="json">The entry; a member that is null is not given.</param>
    /// <param name="errors">Takes what is wrong, each with its name and what is allowed.</param>
    public static AcquirerEntry Read(JsonElement json, List<string> errors)
    {
        var entry = new AcquirerEntry();
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add("The entry is not a JSON object.");
            return entry;
        }
        foreach (var member in json.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null)
                continue;
            entry = member.Name switch
            {
                "name" => entry.WithName(member.Value, errors),
                "licensed" => entry.WithLicence(member.Value, errors),
                "clearing" => entry.WithClearing(member.Value, errors),
                "timeZone" => entry.WithTimeZone(member.Value, errors),
                "codes" => entry.WithCodes(member.Value, errors),
                _ => entry.Refuse(errors, "There is a member that an acquirer does not have; allowed are name, licensed, clearing, timeZone and codes."),
            };
        }
        return entry;
    }

    /// <summary>The same as a JSON object.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("name");
            json.WriteString("en", NameEn);
            json.WriteString("zh", NameZh);
            json.WriteEndObject();
            json.WritePropertyName("licensed");
            if (Licensed == Licence.Unverified)
                json.WriteStringValue("unverified");
            else
                json.WriteBooleanValue(Licensed == Licence.Held);
            json.WriteStartArray("clearing");
            foreach (var institution in Clearing)
                json.WriteStringValue(institution);
            json.WriteEndArray();
            json.WriteString("timeZone", TimeZone);
            json.WriteStartObject("codes");
            foreach (var (code, meaning) in Codes)
            {
                json.WriteStartObject(ResponseCode.Format(code)!);
                json.WriteString("class", Word(meaning.Class.ToString()));
                if (meaning.Cause == ResponseCause.None)
                    json.WriteNull("cause");
                else
                    json.WriteString("cause", Word(meaning.Cause.ToString()));
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private AcquirerEntry WithName(JsonElement json, List<string> errors)
    {
        if (json.ValueKind != JsonValueKind.Object || json.EnumerateObject().Any(name => name.Name is not ("en" or "zh") || !IsName(name.Value)))
            return Refuse(errors, $"name is wrong; allowed is {{\"en\":…,\"zh\":…}}, each a text of at most {LongestName} characters.");
        if (json.EnumerateObject().Any(name => name.Value.ValueKind == JsonValueKind.String && TerminalEntry.IsCardData(name.Value.GetString()!)))
            return Refuse(errors, "name is wrong; it looks like the number or the track of a card, which is not taken.");
        return this with { NameEn = TextOf(json, "en"), NameZh = TextOf(json, "zh") };
    }

    private AcquirerEntry WithLicence(JsonElement json, List<string> errors) => json.ValueKind switch
    {
        JsonValueKind.True => this with { Licensed = Licence.Held },
        JsonValueKind.False => this with { Licensed = Licence.None },
        JsonValueKind.String when json.GetString() == "unverified" => this with { Licensed = Licence.Unverified },
        _ => Refuse(errors, "licensed is wrong; allowed is true, false or \"unverified\"."),
    };

    private AcquirerEntry WithClearing(JsonElement json, List<string> errors)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() > MostClearing || json.EnumerateArray().Any(id => !IsId(id)))
            return Refuse(errors, $"clearing is wrong; allowed is a list of at most {MostClearing} ids, [A-Za-z0-9._-]{{1,32}}.");
        return this with { Clearing = [.. json.EnumerateArray().Select(id => id.GetString()!).Distinct()] };
    }

    private AcquirerEntry WithTimeZone(JsonElement json, List<string> errors) =>
        json.ValueKind == JsonValueKind.String && BusinessDay.TryFind(json.GetString()!, out _)
            ? this with { TimeZone = json.GetString()! }
            : Refuse(errors, "timeZone is wrong; allowed is a name of the IANA time zone database, such as Asia/Shanghai.");

    private AcquirerEntry WithCodes(JsonElement json, List<string> errors)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return Refuse(errors, "codes is wrong; allowed is an object of codes.");
        var codes = ImmutableSortedDictionary.CreateBuilder<ushort, CodeOverride>();
        foreach (var member in json.EnumerateObject())
        {
            if (!TryReadCode(member, out var code, out var meaning))
                return Refuse(errors, "codes is wrong; allowed is, by a code of two characters [A-Za-z0-9], {\"class\":\"approved\"|\"declined\"|\"failed\","
                    + "\"cause\":\"customer\"|\"issuer\"|\"network\"|\"terminal\"|\"operation\"}, without a cause where the class is approved.");
            codes[code] = meaning;
        }
        return this with { Codes = codes.ToImmutable() };
    }

    private static bool TryReadCode(JsonProperty member, out ushort code, out CodeOverride meaning)
    {
        (code, meaning) = (0, default);
        if (member.Name.Length != 2 || !member.Name.All(char.IsAsciiLetterOrDigit) || member.Value.ValueKind != JsonValueKind.Object
            || member.Value.EnumerateObject().Any(part => part.Name is not ("class" or "cause")))
            return false;
        code = ResponseCode.Pack((byte)member.Name[0], (byte)member.Name[1]);
        var (cls, cause) = (TextOf(member.Value, "class"), TextOf(member.Value, "cause"));
        if (!TryWord<ResponseClass>(cls, out var meant))
            return false;
        if (cause is null)
        {
            meaning = new CodeOverride(meant, ResponseCause.None);
            return meant == ResponseClass.Approved;
        }
        if (!TryWord<ResponseCause>(cause, out var whose) || whose == ResponseCause.None)
            return false;
        meaning = new CodeOverride(meant, whose);
        return meant != ResponseClass.Approved;
    }

    private AcquirerEntry Refuse(List<string> errors, string error)
    {
        errors.Add(error);
        return this;
    }

    private static bool TryWord<T>(string? word, out T value) where T : struct, Enum
    {
        value = default;
        foreach (var known in Enum.GetValues<T>())
        {
            if (Word(known.ToString()) == word)
            {
                value = known;
                return true;
            }
        }
        return false;
    }

    private static string Word(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsName(JsonElement json) =>
        json.ValueKind == JsonValueKind.Null || (json.ValueKind == JsonValueKind.String && json.GetString()!.Length is > 0 and <= LongestName);

    private static bool IsId(JsonElement json) => json.ValueKind == JsonValueKind.String && Identifiers.IsId(Encoding.UTF8.GetBytes(json.GetString()!), Identifiers.AcquirerLength);
}
