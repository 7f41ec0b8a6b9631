using System.Text.Json;
using PosMonitor.Json;
using PosMonitor.Settings;

namespace PosMonitor.Registry;

/// <summary>Terminals as JSON, an object a line.</summary>
internal static class JsonRows
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads all rows; empty lines are passed over.</summary>
    public static IEnumerable<ReadRow> Read(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith(ByteOrderMark))
            body = body[ByteOrderMark.Length..];
        for (var line = 1; body.Length > 0; line++)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var text = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (text.Span.Trim(" \t\r"u8).Length > 0)
                yield return Read(line, text);
        }
    }

    private static ReadRow Read(int line, ReadOnlyMemory<byte> text)
    {
        if (SensitiveJson.IsIn(text.Span))
            return new ReadRow(line, null, SensitiveJson.Refusal);
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object ? Read(line, json.RootElement) : NoObject(line);
        }
        // The second is a text that is half of a surrogate pair, or not UTF-8.
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return NoObject(line);
        }
    }

    private static ReadRow Read(int line, JsonElement json)
    {
        var row = new TerminalRow("", "", null, null, null, null, null);
        foreach (var member in json.EnumerateObject())
        {
            var isNull = member.Value.ValueKind == JsonValueKind.Null;
            // What is of another type is out of range as well, which is told with what is allowed.
            var text = isNull ? null : member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : "";
            double? number = isNull ? null : member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetDouble(out var value) ? value : double.NaN;
            switch (member.Name)
            {
                case "acquirer":
                    row = row with { Acquirer = text ?? "" };
                    break;
                case "terminal":
                    row = row with { Terminal = text ?? "" };
                    break;
                case "merchant":
                    row = row with { Merchant = text };
                    break;
                case "serial":
                    row = row with { Serial = text };
                    break;
                case "model":
                    row = row with { Model = text };
                    break;
                case "lat":
                    row = row with { Lat = number };
                    break;
                case "lon":
                    row = row with { Lon = number };
                    break;
                default:
                    return new ReadRow(line, null, "There is a member that a terminal does not have; allowed are acquirer, terminal, merchant, serial, model, lat and lon.");
            }
        }
        return new ReadRow(line, row, null);
    }

    private static ReadRow NoObject(int line) => new(line, null, "The line is not a JSON object.");
}
