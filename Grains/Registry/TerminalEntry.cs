using System.Buffers;
using System.Text;
using System.Text.Json;
using PosMonitor.Events;

namespace PosMonitor.Registry;

/// <summary>What the registry holds of a terminal (contract §5): <c>{"merchant","serial","model","lat","lon"}</c>, each optional.</summary>
public sealed record TerminalEntry
{
    /// <summary>The longest serial number or model, in characters.</summary>
    public const int LongestText = 64;

    /// <summary>The merchant that it is bound to; null for the first that an event names.</summary>
    public string? Merchant { get; init; }
    public string? Serial { get; init; }
    public string? Model { get; init; }

    /// <summary>Degrees; both or neither.</summary>
    public double? Lat { get; init; }
    public double? Lon { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static TerminalEntry Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement, []);
    }

    /// <summary>Reads the entry that somebody wants.</summary>
    /// <param name="json">The entry; a member that is null is not given.</param>
    /// <param name="errors">Takes what is wrong, each with its name and what is allowed.</param>
    public static TerminalEntry Read(JsonElement json, List<string> errors)
    {
        var entry = new TerminalEntry();
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add("The entry is not a JSON object.");
            return entry;
        }
        foreach (var member in json.EnumerateObject())
        {
            var text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : null;
            double? number = member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetDouble(out var value) ? value : null;
            if (member.Value.ValueKind == JsonValueKind.Null)
                continue;
            switch (member.Name)
            {
                case "merchant":
                    entry = entry with { Merchant = text ?? "" };
                    break;
                case "serial":
                    entry = entry with { Serial = text ?? "" };
                    break;
                case "model":
                    entry = entry with { Model = text ?? "" };
                    break;
                case "lat":
                    entry = entry with { Lat = number ?? double.NaN };
                    break;
                case "lon":
                    entry = entry with { Lon = number ?? double.NaN };
                    break;
                default:
                    errors.Add("There is a member that a terminal does not have; allowed are merchant, serial, model, lat and lon.");
                    break;
            }
        }
        entry.Check(errors);
        return entry;
    }

    /// <summary>Adds what is wrong with the values.</summary>
    public void Check(List<string> errors)
    {
        if (Merchant is not null && !Identifiers.IsId(Encoding.UTF8.GetBytes(Merchant), Identifiers.MerchantLength))
            errors.Add("merchant is wrong; allowed is an id, [A-Za-z0-9._-]{1,32}.");
        if (Serial is not null && !IsText(Serial))
            errors.Add($"serial is wrong; allowed is a text of 1 to {LongestText} characters.");
        if (Model is not null && !IsText(Model))
            errors.Add($"model is wrong; allowed is a text of 1 to {LongestText} characters.");
        if (Serial is not null && IsCardData(Serial))
            errors.Add("serial is wrong; it looks like the number or the track of a card, which is not taken.");
        if (Model is not null && IsCardData(Model))
            errors.Add("model is wrong; it looks like the number or the track of a card, which is not taken.");
        if (Lat is not null && Lat is not (>= -90 and <= 90))
            errors.Add("lat is wrong; allowed is -90 to 90.");
        if (Lon is not null && Lon is not (>= -180 and <= 180))
            errors.Add("lon is wrong; allowed is -180 to 180.");
        if (Lat is null != Lon is null)
            errors.Add("lat and lon are given together or not at all.");
    }

    /// <summary>The same as a JSON object.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("merchant", Merchant);
            json.WriteString("serial", Serial);
            json.WriteString("model", Model);
            Write(json, "lat", Lat);
            Write(json, "lon", Lon);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static bool IsText(string text) => text.Length is >= 1 and <= LongestText && !text.Any(char.IsControl);

    internal static bool IsCardData(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return CardNumbers.AreIn(bytes) || CardData.HasTrack(bytes);
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
