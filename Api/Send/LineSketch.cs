using System.Text;
using System.Text.Json;
using PosMonitor.Shards;

namespace PosMonitor.Send;

/// <summary>What sending has to know of a line; the monitor alone judges it.</summary>
internal readonly struct LineSketch
{
    /// <summary>False for what is not a JSON object: such a line has no terminal and no time.</summary>
    public bool IsObject { get; private init; }

    public bool IsWatermark { get; private init; }

    /// <summary>Of its acquirer and terminal: equal for the events of a terminal.</summary>
    public ulong Hash { get; private init; }

    /// <summary>When it happened, or null where that cannot be read.</summary>
    public DateTimeOffset? Time { get; private init; }

    /// <summary>Where the time's value stands in the line, with its quotes.</summary>
    public Range TimeAt { get; private init; }

    public static LineSketch Of(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = EventFile.LongestLine });
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? OfObject(ref reader) : default;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return default;
        }
    }

    private static LineSketch OfObject(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> acquirer = [], terminal = [];
        DateTimeOffset? time = null;
        var timeAt = default(Range);
        var watermark = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = Field(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                switch (field)
                {
                    case 'y':
                        watermark = reader.ValueTextEquals("watermark"u8);
                        break;
                    case 'a':
                        acquirer = Text(ref reader);
                        break;
                    case 't':
                        terminal = Text(ref reader);
                        break;
                    case 'm':
                        time = reader.TryGetDateTimeOffset(out var at) ? at : null;
                        timeAt = (int)reader.TokenStartIndex..(int)reader.BytesConsumed;
                        break;
                }
            }
            reader.Skip();
        }
        // Something after the object makes the line malformed.
        while (reader.Read())
        { }
        return new LineSketch { IsObject = true, IsWatermark = watermark, Hash = ShardMap.Hash(acquirer, terminal), Time = time, TimeAt = timeAt };
    }

    private static char Field(ref Utf8JsonReader reader) => reader switch
    {
        _ when reader.ValueTextEquals("type"u8) => 'y',
        _ when reader.ValueTextEquals("acquirer"u8) => 'a',
        _ when reader.ValueTextEquals("terminal"u8) => 't',
        _ when reader.ValueTextEquals("time"u8) => 'm',
        _ => ' ',
    };

    // An id has nothing to escape, but may be escaped all the same.
    private static ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
}
