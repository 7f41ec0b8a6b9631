namespace PosMonitor.Events;

/// <summary>Ids of digits and the letters a to f, in half their bytes: most terminals, merchants and keys of transactions are such.</summary>
internal static class HexText
{
    /// <summary>True where every character is one of <c>0 … 9</c> and <c>a … f</c>.</summary>
    public static bool Is(ReadOnlySpan<byte> text) => !text.ContainsAnyExcept(Digits);

    /// <summary>How many bytes so many characters take.</summary>
    public static int Size(int length) => (length + 1) / 2;

    /// <summary>Packs a text of which <see cref="Is"/> is true.</summary>
    /// <returns>How many bytes it took.</returns>
    public static int Pack(ReadOnlySpan<byte> text, Span<byte> to)
    {
        Convert.FromHexString(text[..(text.Length & ~1)], to, out _, out var whole);
        if (text.Length % 2 != 0)
            to[whole] = (byte)(Value(text[^1]) << 4);
        return Size(text.Length);
    }

    /// <summary>Writes the characters that were packed: as many as there is room for.</summary>
    public static void Unpack(ReadOnlySpan<byte> packed, Span<byte> text)
    {
        Convert.TryToHexStringLower(packed[..(text.Length / 2)], text, out var whole);
        if (whole < text.Length)
            text[whole] = "0123456789abcdef"u8[packed[^1] >> 4];
    }

    private static readonly System.Buffers.SearchValues<byte> Digits = System.Buffers.SearchValues.Create("0123456789abcdef"u8);

    private static int Value(byte character) => character <= '9' ? character - '0' : character - 'a' + 10;
}
