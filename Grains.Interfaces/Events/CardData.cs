using System.Buffers;
using System.Text;

namespace PosMonitor.Events;

/// <summary>
/// Sensitive authentication data, which nobody may keep after authorization (PCI DSS 3.3): recognised by the names of contract §1 and by
/// the forms of ISO/IEC 7813, so that an event that carries it is refused before anything else sees it.
/// </summary>
public static class CardData
{
    private const int LongestName = 16;

    // A PAN has 12 to 19 digits in contract §1; what is longer still ends in one.
    private const int ShortestPan = 12;

    private static readonly byte[][] Names =
    [
        .. new[]
        {
            "track1", "track2", "track3", "track2equivalent", "pin", "pinblock",
            "cvv", "cvv2", "cvc", "cvc2", "cav2", "cid", "de35", "de36", "de45", "de52",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    private static readonly SearchValues<byte> Separators = SearchValues.Create("=^Dd"u8);

    /// <summary>True for the name of a field that holds track data, a PIN block or a CVV; case, <c>-</c> and <c>_</c> do not matter.</summary>
    public static bool IsName(ReadOnlySpan<byte> name)
    {
        Span<byte> plain = stackalloc byte[LongestName];
        var length = 0;
        foreach (var character in name)
        {
            if (character is (byte)'-' or (byte)'_')
                continue;
            if (length == LongestName)
                return false;
            plain[length++] = character is >= (byte)'A' and <= (byte)'Z' ? (byte)(character | 0x20) : character;
        }
        if (length < 3)
            return false;
        foreach (var known in Names)
        {
            if (plain[..length].SequenceEqual(known))
                return true;
        }
        return false;
    }

    /// <summary>
    /// True where the text holds, anywhere in it, a PAN followed by the separator of track 1 (<c>^</c>) or of track 2 (<c>=</c> and the
    /// expiry date), or stands for itself as track 2 in the form of DE35, whose separator is <c>D</c>.
    /// </summary>
    public static bool HasTrack(ReadOnlySpan<byte> text)
    {
        var from = 0;
        while (true)
        {
            var found = text[from..].IndexOfAny(Separators);
            if (found < 0)
                return false;
            var at = from + found;
            if (IsTrackAt(text, at))
                return true;
            from = at + 1;
        }
    }

    private static bool IsTrackAt(ReadOnlySpan<byte> text, int separator)
    {
        if (separator < ShortestPan)
            return false;
        var after = text[(separator + 1)..];
        return text[separator] switch
        {
            (byte)'^' => DigitsBefore(text, separator, spaced: true) >= ShortestPan,
            (byte)'=' => DigitsBefore(text, separator, spaced: false) >= ShortestPan
                && (DigitsAtStart(after) >= 4 || (after.Length > 0 && after[0] == '=')),
            _ => IsTrackOfHex(text, separator, after),
        };
    }

    // Ids are often hexadecimal, so D alone says little: the digits must stand for themselves, and the date and what follows make sense.
    private static bool IsTrackOfHex(ReadOnlySpan<byte> text, int separator, ReadOnlySpan<byte> after)
    {
        var pan = DigitsBefore(text, separator, spaced: false);
        var rest = DigitsAtStart(after);
        if (pan is < ShortestPan or > 19 || rest is < 7 or > 24)
            return false;
        if (separator > pan && char.IsAsciiLetterOrDigit((char)text[separator - pan - 1]))
            return false;
        if (rest < after.Length && char.IsAsciiLetterOrDigit((char)after[rest]) && (after[rest] | 0x20) != 'f')
            return false;
        var month = (after[2] - '0') * 10 + after[3] - '0';
        return month is >= 1 and <= 12 && (IsServiceCode(after[4..7]) || CardNumbers.PassesCheck(text.Slice(separator - pan, pan)));
    }

    private static bool IsServiceCode(ReadOnlySpan<byte> code) =>
        "125679"u8.Contains(code[0]) && "024"u8.Contains(code[1]) && code[2] <= '7';

    private static int DigitsBefore(ReadOnlySpan<byte> text, int end, bool spaced)
    {
        var digits = 0;
        for (var at = end - 1; at >= 0; at--)
        {
            if (char.IsAsciiDigit((char)text[at]))
                digits++;
            else if (!spaced || text[at] != ' ')
                break;
        }
        return digits;
    }

    private static int DigitsAtStart(ReadOnlySpan<byte> text)
    {
        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits < 0 ? text.Length : digits;
    }
}
