using CsCheck;

namespace PosMonitor.Tests.Events;

/// <summary>Makes card numbers that nobody has: a range, a length, any digits, and the check digit that makes them pass.</summary>
internal static class CardNumberGen
{
    private static readonly string[] Ranges =
    [
        "4", "50", "51", "52", "53", "54", "55", "56", "57", "58", "60", "62", "64", "65", "66", "67", "68", "69", "2221", "2720", "2200", "34", "37", "3528", "3589",
        "300", "305", "309", "36", "38", "39", "81", "9",
    ];

    public static readonly Gen<string> Any =
        from range in Gen.OneOfConst(Ranges)
        from length in Gen.Int[14, 19]
        from digits in Gen.Char['0', '9'].Array[19]
        select Complete(range + new string(digits)[..(length - range.Length - 1)]);

    private static string Complete(string digits)
    {
        var sum = 0;
        for (var at = 0; at < digits.Length; at++)
        {
            var digit = digits[^(at + 1)] - '0';
            sum += at % 2 == 1 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
        }
        return digits + (char)('0' + (10 - sum % 10) % 10);
    }
}
