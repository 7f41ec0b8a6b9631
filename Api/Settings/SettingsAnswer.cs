using System.Buffers;
using System.Text.Json;
using PosMonitor.Json;

namespace PosMonitor.Settings;

/// <summary>The answer about a scope: every setting as it is in force there, who sets it, and what the scope itself sets.</summary>
internal static class SettingsAnswer
{
    /// <param name="view">The scope.</param>
    /// <param name="hideLast">Whether who changed it last, and when, is not told.</param>
    public static byte[] Of(ScopeView view, bool hideLast = false)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = WireFormat.Options.Encoder }))
        {
            json.WriteStartObject();
            foreach (var value in view.Values)
                Write(json, value);
            json.WriteStartObject("sources");
            foreach (var value in view.Values)
                json.WriteString(value.Name, value.Source);
            json.WriteEndObject();
            json.WriteStartObject("set");
            foreach (var value in view.Values.Where(value => value.Source == view.Scope))
                Write(json, value);
            json.WriteEndObject();
            WriteLast(json, hideLast ? null : view.Last);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, ScopeValue value)
    {
        json.WritePropertyName(value.Name);
        json.WriteRawValue(value.Value);
    }

    private static void WriteLast(Utf8JsonWriter json, ConfigurationChange? last)
    {
        if (last is null)
        {
            json.WriteNull("version");
            json.WriteNull("changedAt");
            json.WriteNull("changedBy");
            return;
        }
        json.WriteNumber("version", last.Version);
        json.WriteString("changedAt", InstantConverter.Format(last.At));
        json.WriteString("changedBy", last.By);
    }
}
