using System.Buffers;
using System.Globalization;
using System.Text;

namespace PosMonitor.Send;

/// <summary>
/// Moves the times of a file to now and makes them pass <paramref name="speed"/> times as fast: an event that happened <c>d</c> after the
/// first one is sent <c>d / speed</c> after it, and carries that moment.
/// </summary>
internal sealed class Replay(double speed, DateTimeOffset start)
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private DateTimeOffset? _first;

    /// <summary>When the event is to be sent; null for a line without a time.</summary>
    public DateTimeOffset? Due(in LineSketch sketch)
    {
        if (sketch.Time is not { } time)
            return null;
        _first ??= time;
        return start + (time - _first.Value) / speed;
    }

    /// <summary>The line with another time; good until the next call.</summary>
    public ReadOnlyMemory<byte> At(ReadOnlySpan<byte> line, in LineSketch sketch, DateTimeOffset time)
    {
        var text = time.UtcDateTime.ToString("'\"'yyyy-MM-dd'T'HH:mm:ss.fffffff'Z\"'", CultureInfo.InvariantCulture);
        _line.ResetWrittenCount();
        _line.Write(line[..sketch.TimeAt.Start.Value]);
        Encoding.ASCII.GetBytes(text, _line);
        _line.Write(line[sketch.TimeAt.End.Value..]);
        return _line.WrittenMemory;
    }
}
