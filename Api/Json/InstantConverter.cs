using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PosMonitor.Events;

namespace PosMonitor.Json;

/// <summary>Times on the wire: RFC 3339 in UTC, to the millisecond, finer where the time is (contract).</summary>
public sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const string ToTheMillisecond = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string Finer = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryParse(reader.GetString(), out var time) ? time : throw new JsonException("Not a time of RFC 3339 with an offset.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Format(value));

    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString(time.UtcTicks % TimeSpan.TicksPerMillisecond == 0 ? ToTheMillisecond : Finer, CultureInfo.InvariantCulture);

    /// <summary>Reads a time of RFC 3339 with an offset.</summary>
    public static bool TryParse(string? text, out DateTimeOffset time)
    {
        time = default;
        if (text is null || !Rfc3339.TryRead(Encoding.UTF8.GetBytes(text), out var ticks))
            return false;
        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }
}
