using System.IO.Compression;

namespace PosMonitor.Send;

/// <summary>The lines of a file or of standard input, plain or gzip, read in a buffer of fixed size.</summary>
internal sealed class EventFile : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Of a longer line no more is kept: it is above the contract's 16 KiB, and that much of it is enough for the monitor to say so.
    /// </summary>
    public const int LongestLine = (16 << 10) + 64;

    private readonly Stream _lines;
    private readonly TimeProvider _time;
    private readonly byte[] _buffer = new byte[128 << 10];
    private int _start, _end;
    private bool _ended, _dropping;

    private EventFile(Stream lines, TimeProvider time)
    {
        _lines = lines;
        _time = time;
    }

    /// <summary>The line that was read last, without its end; good until the next one is read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Its number in the file, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Looks at the first bytes, and unpacks what is gzip.</summary>
    public static async Task<EventFile> Open(Stream stream, TimeProvider time, CancellationToken cancellation)
    {
        var magic = new byte[2];
        var length = await stream.ReadAtLeastAsync(magic, 2, throwOnEndOfStream: false, cancellation);
        var whole = new PrefixedStream(magic.AsMemory(0, length), stream);
        var gzip = length == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
        return new EventFile(gzip ? new GZipStream(whole, CompressionMode.Decompress) : whole, time);
    }

    /// <summary>Reads the next line.</summary>
    /// <param name="idle">Called when the next line is not there soon.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>False after the last one.</returns>
    public async ValueTask<bool> Read(Func<Task> idle, CancellationToken cancellation)
    {
        for (var scanned = 0; ;)
        {
            var end = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (end >= 0)
            {
                Take(scanned + end, scanned + end + 1);
                if (Kept())
                    return true;
                scanned = 0;
                continue;
            }
            scanned = _end - _start;
            if (scanned > LongestLine)
            {
                var kept = _dropping;
                Take(scanned, scanned);
                _dropping = true;
                if (!kept)
                    return Count();
                scanned = 0;
            }
            else if (_ended)
            {
                if (scanned == 0)
                    return false;
                Take(scanned, scanned);
                return Kept();
            }
            await Fill(idle, cancellation);
        }
    }

    // The end of a line whose beginning was told already is not a line.
    private bool Kept()
    {
        if (!_dropping)
            return Count();
        _dropping = false;
        return false;
    }

    private bool Count()
    {
        Number++;
        if (Number == 1 && Line.Span.StartsWith("\uFEFF"u8))
            Line = Line[3..];
        return true;
    }

    private void Take(int length, int consumed)
    {
        Line = _buffer.AsMemory(_start, Math.Min(length, LongestLine));
        if (Line.Span.EndsWith("\r"u8))
            Line = Line[..^1];
        _start += consumed;
    }

    private async Task Fill(Func<Task> idle, CancellationToken cancellation)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        // Standard input does not heed a token.
        var reading = _lines.ReadAsync(_buffer.AsMemory(_end), cancellation).AsTask();
        if (await Task.WhenAny(reading, Task.Delay(Patience, _time, cancellation)) != reading)
            await idle();
        var read = await reading.WaitAsync(cancellation);
        _end += read;
        _ended = read == 0;
    }

    public ValueTask DisposeAsync() => _lines.DisposeAsync();
}
