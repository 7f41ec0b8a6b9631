using System.Globalization;
using PosMonitor.EndToEnd.Traffic;

namespace PosMonitor.EndToEnd.CardData;

/// <summary>Card numbers that nobody has, of every range and length, each given out once, and what a thief would want besides.</summary>
internal sealed class PlantedCards(int seed)
{
    private static readonly string[] Ranges =
    [
        "4", "50", "51", "52", "53", "54", "55", "56", "57", "58", "60", "62", "64", "65", "66", "67", "68", "69", "2221", "2720", "2200", "34", "37", "3528", "3589",
        "300", "305", "309", "36", "38", "39", "81", "9",
    ];

    private readonly Dice _dice = new(seed);
    private readonly HashSet<string> _numbers = [];
    private readonly HashSet<string> _secrets = [];
    private int _next;

    /// <summary>All card numbers that were given out.</summary>
    public IReadOnlySet<string> Numbers => _numbers;

    /// <summary>All else that was.</summary>
    public IReadOnlySet<string> Secrets => _secrets;

    /// <summary>How many ranges and lengths there are: after so many, each has been given out once.</summary>
    public static int Kinds => Ranges.Length * 6;

    /// <summary>The next card number.</summary>
    public string Number()
    {
        var (range, length) = (Ranges[_next % Ranges.Length], 14 + _next / Ranges.Length % 6);
        _next++;
        while (true)
        {
            var digits = range + string.Concat(Enumerable.Range(0, length - range.Length - 1).Select(_ => _dice.Below(10).ToString(CultureInfo.InvariantCulture)));
            if (digits + CheckDigit(digits) is var number && _numbers.Add(number))
                return number;
        }
    }

    /// <summary>The number in groups of four.</summary>
    public string Grouped(char separator) => string.Join(separator, Number().Chunk(4).Select(group => new string(group)));

    public string Track1() => $"%B{Number()}^{Secret("OWNER/")}^29121010000{Digits(9)}?";

    public string Track2() => $";{Number()}=2912101{Digits(10)}?";

    /// <summary>Track 2 as ISO 8583 carries it in DE35.</summary>
    public string De35() => $"{Number()}D2912101{Digits(10)}F";

    public string PinBlock() => Secret("") + Digits(6);

    public string Cvv() => Secret("cvv-");

    private string Secret(string prefix)
    {
        while (true)
        {
            var secret = prefix + string.Concat(Enumerable.Range(0, 10).Select(_ => "GHJKLMNPQRSTUVWXYZ"[_dice.Below(18)]));
            if (_secrets.Add(secret))
                return secret;
        }
    }

    private string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => _dice.Below(10).ToString(CultureInfo.InvariantCulture)));

    private static char CheckDigit(string digits)
    {
        var sum = 0;
        for (var at = 0; at < digits.Length; at++)
        {
            var digit = digits[^(at + 1)] - '0';
            sum += at % 2 == 1 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
        }
        return (char)('0' + (10 - sum % 10) % 10);
    }
}
