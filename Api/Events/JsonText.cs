using System.Buffers.Text;
using System.Text;

namespace PosMonitor.Events;

/// <summary>Escape sequences of JSON strings (RFC 8259 section 7).</summary>
internal static class JsonText
{
    /// <summary>
    /// Writes the text of a string that <c>Utf8JsonReader</c> has accepted. Half a surrogate pair, which JSON allows and UTF-8 cannot say,
    /// becomes U+FFFD instead of an exception.
    /// </summary>
    /// <param name="escaped">What stands between the quotes.</param>
    /// <param name="text">At least as long as <paramref name="escaped"/>.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> text)
    {
        var length = 0;
        while (true)
        {
            var plain = escaped.IndexOf((byte)'\\');
            var run = plain < 0 ? escaped : escaped[..plain];
            run.CopyTo(text[length..]);
            length += run.Length;
            if (plain < 0)
                return length;
            var kind = escaped[plain + 1];
            escaped = escaped[(plain + 2)..];
            if (kind == 'u')
                length += TakeRune(ref escaped).EncodeToUtf8(text[length..]);
            else
                text[length++] = Short(kind);
        }
    }

    private static byte Short(byte kind) => kind switch
    {
        (byte)'b' => 0x08,
        (byte)'f' => 0x0c,
        (byte)'n' => 0x0a,
        (byte)'r' => 0x0d,
        (byte)'t' => 0x09,
        _ => kind,
    };

    // Six bytes of an escape hold at most three of UTF-8, twelve of a pair four: the text never grows.
    private static Rune TakeRune(ref ReadOnlySpan<byte> escaped)
    {
        var first = TakeUnit(ref escaped);
        if (!char.IsSurrogate(first))
            return new Rune(first);
        if (char.IsHighSurrogate(first) && escaped.StartsWith("\\u"u8))
        {
            var rest = escaped[2..];
            if (Rune.TryCreate(first, TakeUnit(ref rest), out var rune))
            {
                escaped = rest;
                return rune;
            }
        }
        return Rune.ReplacementChar;
    }

    private static char TakeUnit(ref ReadOnlySpan<byte> escaped)
    {
        _ = Utf8Parser.TryParse(escaped[..4], out ushort unit, out _, 'x');
        escaped = escaped[4..];
        return (char)unit;
    }
}
