using System.Text;

namespace PosMonitor.Fuzz;

/// <summary>Makes of one input another that is nearly as good, or not at all.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<FuzzInput> corpus)
{
    private const int LongestBody = 200_000;

    /// <summary>What parsers stumble over, and what nobody may send. Card numbers stand in groups, so that no id can be one.</summary>
    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "{", "}", "[", "]", "\"", ",", ":", "\n", "\r\n", "\r", "\t", " ", "\0", "\\", "\\u0000", "\\ud800", "\\udc00\\ud800", "\\u", "\uFEFF", "\u2028", "\U0001F600", "null", "true", "-0", "0.0",
            "1e999", "-1e-999", "1E+2", "9223372036854775807", "9223372036854775808", "1000000000001", "NaN", "Infinity", "0x10", "00", "{}", "[]", "\"\"", "[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":",
            "\"type\":\"watermark\"", "\"type\":\"settlement\"", "\"type\":null", "\"time\":\"9999-12-31T23:59:60Z\"", "\"time\":\"0001-01-01T00:00:00+23:59\"", "\"lat\":1e308", "\"lat\":91",
            "\"amount\":-1", "\"txn\":\"...\"", "\"card\":\"6222 0267 8905 4321\"", "\"note\":\"6222026789054321=29122011234500000\"", "\"%B6222026789054321^A/B^2912201\"", "\"cvv\":\"731\"", "\"p\\u0069n\":1",
            "\"specversion\":\"1.0\"", "\"data\":{}", "notifySla", "\"00:00:30\"", "99:99:99", "%00", "%0A", "%2F", "%", "%ff", "..", "/", "//", "?", "&", "=", "#", "+", ";", "limit=0", "limit=1001", "cursor=aTA",
            "cursor=dDAvLg", "after=-1", "status=failing", "acquirer,terminal", "\"\"\"", "'", "6222 0267 8905 4321",
        }.Select(Encoding.UTF8.GetBytes),
        Encoding.UTF8.GetBytes(new string('x', 17 * 1024)), Encoding.UTF8.GetBytes(new string('[', 5000)), [0xff, 0xfe], [0xc0, 0x80], [0xed, 0xa0, 0x80],
    ];

    private static readonly string[] Encodings = ["", "gzip", "br", "broken-gzip", "broken-br", "identity", "deflate"];

#pragma warning disable CA5394 // Fuzzing is to be repeatable, not secret.
    private readonly Random _random = new(seed);

    /// <summary>The next input.</summary>
    public FuzzInput Next()
    {
        var input = Of(corpus);
        for (var round = 1 + _random.Next(4); round > 0; round--)
            input = Mutate(input);
        return input;
    }

    private FuzzInput Mutate(FuzzInput input) => _random.Next(12) switch
    {
        0 => input with { Target = TargetOf(Change(Encoding.UTF8.GetBytes(input.Target))) },
        1 when input.Method != "GET" => input with { Encoding = Of(Encodings) },
        2 when input.Method != "GET" => input with { ContentType = Of(corpus).ContentType },
        _ when input.Method == "GET" => input with { Target = TargetOf(Change(Encoding.UTF8.GetBytes(input.Target))) },
        _ => input with { Body = Change(input.Body) },
    };

    private byte[] Change(byte[] bytes)
    {
        var at = _random.Next(bytes.Length + 1);
        var to = Math.Min(bytes.Length, at + 1 + _random.Next(_random.Next(4) == 0 ? 200 : 8));
        byte[] changed = _random.Next(8) switch
        {
            0 when at < bytes.Length => [.. bytes[..at], (byte)(bytes[at] ^ (1 << _random.Next(8))), .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], .. bytes[to..]],
            2 => [.. bytes[..to], .. bytes[at..]],
            3 => bytes[..at],
            4 => [.. bytes[..at], (byte)_random.Next(256), .. bytes[at..]],
            5 => [.. bytes[..at], .. Tail(Of(corpus).Body)],
            _ => [.. bytes[..at], .. Of(Words), .. bytes[(_random.Next(2) == 0 ? at : to)..]],
        };
        return changed.Length > LongestBody ? bytes : changed;
    }

    private byte[] Tail(byte[] other) => other[_random.Next(other.Length + 1)..];

    // A client sends only what an address may hold; the rest it escapes. The path is kept below /v1, where all that is fuzzed is.
    private static string TargetOf(byte[] bytes)
    {
        var target = new StringBuilder();
        foreach (var value in bytes)
        {
            if (value is > (byte)' ' and < 0x7f and not ((byte)'"' or (byte)'<' or (byte)'>' or (byte)'\\' or (byte)'^' or (byte)'`' or (byte)'{' or (byte)'|' or (byte)'}' or (byte)'#'))
                target.Append((char)value);
            else
                target.Append('%').Append(value.ToString("X2", null));
        }
        var text = target.Length > 6000 ? target.ToString(0, 6000) : target.ToString();
        return text.StartsWith("/v1/", StringComparison.Ordinal) ? text : "/v1/" + text.TrimStart('/');
    }

    private T Of<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
