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
        var at = 0;
        for (; at + 1 < text.Length; at += 2)
            to[at / 2] = (byte)(Value(text[at]) << 4 | Value(text[at + 1]));
        if (at < text.Length)
            to[at / 2] = (byte)(Value(text[at]) << 4);
        return Size(text.Length);
    }

    /// <summary>Writes the characters that were packed: as many as there is room for.</summary>
    public static void Unpack(ReadOnlySpan<byte> packed, Span<byte> text)
    {
        for (var at = 0; at < text.Length; at++)
            text[at] = Characters[(at & 1) == 0 ? packed[at / 2] >> 4 : packed[at / 2] & 15];
    }

    private static ReadOnlySpan<byte> Characters => "0123456789abcdef"u8;

    private static readonly System.Buffers.SearchValues<byte> Digits = System.Buffers.SearchValues.Create("0123456789abcdef"u8);

    private static int Value(byte character) => character <= '9' ? character - '0' : character - 'a' + 10;
}
