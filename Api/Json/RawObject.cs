using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosMonitor.Json;

/// <summary>What is kept as the text of a JSON object is written as that object.</summary>
internal sealed class RawObject : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.GetRawText();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value);
}
