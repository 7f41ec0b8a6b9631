using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.Net.Http.Headers;

namespace PosMonitor.Events;

/// <summary>
/// The decoded bytes of a request, at most 16 MiB, in one rented buffer. Reading stops as soon as they are more, however small the encoded
/// body is. Its place in the <see cref="IngestGate"/> is held until it is disposed; the buffer goes back before, with <see cref="ReturnBuffer"/>.
/// </summary>
internal sealed class EventBody(IngestGate gate) : IDisposable
{
    /// <summary>The most bytes of a body, decoded.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    private const int FirstBytes = 64 * 1024;

    private byte[] _buffer = [];
    private int _length;
    private int _grown;

    /// <summary>How reading ended.</summary>
    public enum End
    {
        Whole,
        TooLarge,
        Broken,
        Overload,
    }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>The form of a body of this content type, or null where it is none that is taken.</summary>
    public static BodyForm? FormOf(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
            return null;
        var charset = HeaderUtilities.RemoveQuotes(type.Charset);
        if (charset.HasValue && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return null;
        return type.MediaType.Value?.ToLowerInvariant() switch
        {
            "application/x-ndjson" => BodyForm.Lines,
            "application/json" => BodyForm.Json,
            "application/cloudevents+json" => BodyForm.CloudEvent,
            "application/cloudevents-batch+json" => BodyForm.CloudEventBatch,
            _ => null,
        };
    }

    /// <summary>Opens the body of a request in its content encoding, or null where that is none that is taken.</summary>
    public static PipeReader? Open(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString().Trim();
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return request.BodyReader;
        Stream? decoded = encoding.ToLowerInvariant() switch
        {
            "gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
            "br" => new BrotliStream(request.Body, CompressionMode.Decompress),
            _ => null,
        };
        return decoded is null ? null : PipeReader.Create(decoded, new StreamPipeReaderOptions(bufferSize: FirstBytes));
    }

    /// <summary>Reads all of it.</summary>
    /// <param name="reader">What <see cref="Open"/> gave.</param>
    /// <param name="expected">How many bytes are likely, or null.</param>
    /// <param name="cancelled">The caller has gone.</param>
    /// <exception cref="BadHttpRequestException">The request broke off, or its server has a limit of its own.</exception>
    public async ValueTask<End> ReadAsync(PipeReader reader, long? expected, CancellationToken cancelled)
    {
        if (expected > MostBytes)
            return End.TooLarge;
        if (!TryGrow((int)Math.Max(expected ?? 0, FirstBytes)))
            return End.Overload;
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(cancelled);
                foreach (var segment in read.Buffer)
                {
                    if (segment.Length > MostBytes - _length)
                        return End.TooLarge;
                    if (segment.Length > _buffer.Length - _length && !TryGrow(_length + segment.Length))
                        return End.Overload;
                    segment.Span.CopyTo(_buffer.AsSpan(_length));
                    _length += segment.Length;
                }
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return End.Whole;
            }
        }
        // Of the decoders: gzip says the first, brotli the second.
        catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException)
        {
            return End.Broken;
        }
    }

    /// <summary>Gives the memory back; what was read is gone.</summary>
    public void ReturnBuffer()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _length) = ([], 0);
    }

    public void Dispose()
    {
        ReturnBuffer();
        gate.Leave(_grown);
    }

    private bool TryGrow(int bytes)
    {
        var size = Math.Min(MostBytes, Math.Max(bytes, _buffer.Length * 2));
        if (!gate.TryGrow(size - _grown))
            return false;
        _grown = size;
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        return true;
    }
}
