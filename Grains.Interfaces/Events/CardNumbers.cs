using System.Globalization;
using System.Numerics;
using System.Text;

namespace PosMonitor.Events;

/// <summary>
/// Finds card numbers (PANs) in text: 14 to 19 digits of a card range that pass the check of ISO/IEC 7812-1 and stand for themselves, plain or in groups
/// with one separator between them. Ids of merchants, terminals and institutions are never looked through: of fifteen digits, one in ten passes the check.
/// </summary>
public static class CardNumbers
{
    private const int Shortest = 14, Longest = 19;
    private const int Shown = 6, ShownAtEnd = 4;

    /// <summary>True where a card number stands anywhere in the text, with spaces or dashes between its groups or none.</summary>
    public static bool AreIn(ReadOnlySpan<byte> text) => Find(text, 0, inKey: false).Length > 0;

    /// <summary>The same for the key of a transaction, which has <c>. _ : -</c> to separate groups with.</summary>
    public static bool AreInKey(ReadOnlySpan<byte> key) => Find(key, 0, inKey: true).Length > 0;

    /// <summary>The text with all digits of each card number but the first six and the last four as <c>*</c>; the text itself where there is none.</summary>
    public static string Mask(string text)
    {
        var found = Find<char>(text, 0, inKey: false);
        if (found.Length == 0)
            return text;
        var masked = new StringBuilder(text);
        for (; found.Length > 0; found = Find<char>(text, found.Start + found.Length, inKey: false))
            Mask(text, found.Start, found.Length, masked);
        return masked.ToString();
    }

    private static void Mask(string text, int start, int length, StringBuilder masked)
    {
        var digits = text.AsSpan(start, length).Count(character => DigitOf(character) >= 0);
        var seen = 0;
        for (var at = start; at < start + length; at++)
        {
            if (DigitOf(text[at]) >= 0 && ++seen > Shown && seen <= digits - ShownAtEnd)
                masked[at] = '*';
        }
    }

    private static int Count(this ReadOnlySpan<char> text, Func<char, bool> holds)
    {
        var count = 0;
        foreach (var character in text)
            count += holds(character) ? 1 : 0;
        return count;
    }

    // A number begins and ends with a group: what is left of a longer row of digits is none.
    private static (int Start, int Length) Find<T>(ReadOnlySpan<T> text, int from, bool inKey)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var at = from; at <= text.Length - Shortest; at++)
        {
            if (DigitOf(text[at]) >= 0 && (at == 0 || DigitOf(text[at - 1]) < 0) && LengthAt(text[at..], inKey) is > 0 and var length)
                return (at, length);
        }
        return default;
    }

    /// <returns>How long the longest number is that begins where the text does; 0 where none does.</returns>
    private static int LengthAt<T>(ReadOnlySpan<T> text, bool inKey)
        where T : unmanaged, IBinaryInteger<T>
    {
        Span<byte> digits = stackalloc byte[Longest];
        var (count, longest) = (0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            var digit = DigitOf(text[at]);
            var isLast = at == text.Length - 1 || DigitOf(text[at + 1]) < 0;
            if (digit < 0)
            {
                if (isLast || !IsSeparator(text[at], inKey))
                    break;
                continue;
            }
            if (count == Longest)
                break;
            digits[count++] = (byte)digit;
            if (isLast && count >= Shortest && IsCardNumber(digits[..count]))
                longest = at + 1;
        }
        return longest;
    }

    private static bool IsCardNumber(ReadOnlySpan<byte> digits) => IsInRange(digits) && PassesCheck(digits);

    /// <summary>
    /// The ranges of ISO/IEC 7812 that cards are issued in: 22 Mir and Mastercard, 30, 36, 38, 39 Diners Club, 34 and 37 American Express, 35 JCB, 4 Visa,
    /// 50 to 69 Mastercard, Maestro, Discover and UnionPay, 81 UnionPay, 9 cards of a country's own.
    /// </summary>
    private static bool IsInRange(ReadOnlySpan<byte> digits)
    {
        var four = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
        return four switch
        {
            >= 2200 and <= 2204 or >= 2221 and <= 2720 => true,
            >= 3000 and <= 3059 or >= 3090 and <= 3099 => true,
            >= 3400 and <= 3499 or >= 3528 and <= 3999 => true,
            >= 4000 and <= 6999 => true,
            >= 8100 and <= 8199 or >= 9000 => true,
            _ => false,
        };
    }

    /// <summary>The check of ISO/IEC 7812-1, annex B, on digits as numbers or as ASCII.</summary>
    internal static bool PassesCheck(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var at = 0; at < digits.Length; at++)
        {
            var digit = digits[^(at + 1)] & 0x0f;
            if (at % 2 == 1)
                digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0;
    }

    // What people write may have the wide digits of Chinese input.
    private static int DigitOf<T>(T unit)
        where T : unmanaged, IBinaryInteger<T>
    {
        var value = int.CreateTruncating(unit);
        if ((uint)(value - '0') <= 9)
            return value - '0';
        return value > 0xff && CharUnicodeInfo.GetDecimalDigitValue((char)value) is >= 0 and var digit ? digit : -1;
    }

    private static bool IsSeparator<T>(T unit, bool inKey)
        where T : unmanaged, IBinaryInteger<T> =>
        int.CreateTruncating(unit) switch
        {
            '-' => true,
            ' ' or '\u00a0' or '\u3000' => !inKey,
            '.' or '_' or ':' => inKey,
            _ => false,
        };
}
