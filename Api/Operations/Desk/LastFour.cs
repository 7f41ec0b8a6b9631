using PosMonitor.Events;

namespace PosMonitor.Operations.Desk;

/// <summary>Of a card number that somebody typed, no more than the last four digits go on.</summary>
internal static class LastFour
{
    private const int Kept = 4;

    /// <summary>The last four digits of whatever was typed for a card.</summary>
    public static string OfCard(string? text)
    {
        var digits = string.Concat((text ?? "").Where(char.IsAsciiDigit));
        return digits.Length > Kept ? digits[^Kept..] : digits;
    }

    /// <summary>A text that is no card; of one that holds a card number, the last four digits.</summary>
    public static string OfText(string? text)
    {
        var trimmed = (text ?? "").Trim();
        return CardNumbers.AreInKey(System.Text.Encoding.UTF8.GetBytes(trimmed)) ? OfCard(trimmed) : trimmed;
    }
}
