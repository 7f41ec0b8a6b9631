using System.Globalization;

namespace PosMonitor.Events;

/// <summary>
/// A truncated PAN as a number: 1 followed by the first six and the last four digits, so that 0 is "no card".
/// More than these ten digits of a card never exist in the monitor (PCI DSS 3.4).
/// </summary>
public static class Card
{
    private const ulong Mark = 10_000_000_000;
    private const int ShortestPan = 12, LongestPan = 19;

    /// <summary>Packs a truncated PAN from its first six and last four ASCII digits.</summary>
    /// <param name="firstSix">Six ASCII digits.</param>
    /// <param name="lastFour">Four ASCII digits.</param>
    public static ulong Pack(ReadOnlySpan<byte> firstSix, ReadOnlySpan<byte> lastFour)
    {
        ulong digits = 0;
        foreach (var digit in firstSix)
            digits = digits * 10 + (ulong)(digit - '0');
        foreach (var digit in lastFour)
            digits = digits * 10 + (ulong)(digit - '0');
        return Mark + digits;
    }

    /// <summary>
    /// Reads the contract's form, with any number of stars, or a full PAN of 12 to 19 digits, plain or in groups with one space or dash
    /// between them, of which only the first six and the last four digits are taken.
    /// </summary>
    /// <returns>False where the text is neither.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out ulong card)
    {
        card = 0;
        Span<byte> digits = stackalloc byte[LongestPan];
        var (count, stars, grouped) = (0, 0, false);
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (char.IsAsciiDigit((char)character) && count < LongestPan)
                digits[count++] = character;
            else if (character == '*' && (count == 6 && stars == at - 6))
                stars++;
            else if (character is (byte)' ' or (byte)'-' && at > 0 && at < text.Length - 1 && text[at - 1] is not ((byte)' ' or (byte)'-'))
                grouped = true;
            else
                return false;
        }
        if (stars > 0 ? grouped || count != 10 : count < ShortestPan)
            return false;
        card = Pack(digits[..6], digits[(count - 4)..count]);
        return true;
    }

    /// <summary>The last four digits of a card, 0 … 9999.</summary>
    public static int LastFourOf(ulong card) => (int)(card % 10_000);

    /// <summary>The contract's form, <c>622202*1234</c>, or null for no card.</summary>
    public static string? Format(ulong card)
    {
        if (card == 0)
            return null;
        var digits = (card - Mark).ToString("D10", CultureInfo.InvariantCulture);
        return string.Concat(digits.AsSpan(0, 6), "*", digits.AsSpan(6));
    }
}
