namespace PosMonitor.Events;

/// <summary>ISO 8583 DE39: two printable ASCII characters in one number, so that the smaller code is the smaller number.</summary>
public static class ResponseCode
{
    public static ushort Pack(byte first, byte second) => (ushort)((first << 8) | second);

    /// <summary>Reads the two letters or digits (<c>an 2</c>) of a code.</summary>
    /// <returns>False for anything else.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out ushort code)
    {
        var good = text.Length == 2 && char.IsAsciiLetterOrDigit((char)text[0]) && char.IsAsciiLetterOrDigit((char)text[1]);
        code = good ? Pack(text[0], text[1]) : (ushort)0;
        return good;
    }

    /// <summary>The two characters, or null where there is no code (0).</summary>
    public static string? Format(ushort code) => code == 0 ? null : new string([(char)(code >> 8), (char)(code & 0xff)]);
}
