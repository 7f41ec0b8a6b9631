using System.Globalization;
using System.Text;
using PosMonitor.Access;
using PosMonitor.Events;
using PosMonitor.Json;
using PosMonitor.Transactions;

namespace PosMonitor.Searches;

/// <summary>
/// Reads a payment as a cardholder remembers it: <c>1234 12.50 14:05</c>, the card's last four digits, the amount and the minute. Of a whole card number, or
/// a truncated one, the last four digits are taken, and the rest goes no further than here.
/// </summary>
internal static class CardWords
{
    // The clocks of a till and a person are not the same.
    private const int MinutesAround = 3;
    private static readonly string[] Times = ["HH:mm", "H:mm", "HH:mm:ss"];
    private static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];

    /// <summary>True where the text has the form; whether there is such a payment is another question.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="now">The clock in force: a time of day is the last one before it.</param>
    /// <param name="zone">Of times without an offset.</param>
    /// <param name="cut">The acquirers that the reader may see; null for all.</param>
    /// <param name="limit">How much is found at the most.</param>
    public static CardQuery? Read(string text, DateTimeOffset now, TimeZoneInfo zone, AcquirerCut? cut, int limit)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // A moment may be two words, and a card number several.
        if (words.Length >= 4 && DateOnly.TryParseExact(words[^2], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            words = [.. words[..^2], $"{words[^2]}T{words[^1]}"];
        if (words.Length < 3 || MinuteOf(words[^1], now, zone) is not { } minute || AmountOf(words[^2]) is not { } amount
            || LastFourOf(string.Join(' ', words[..^2])) is not { } lastFour)
            return null;
        return new CardQuery(lastFour, amount, minute.AddMinutes(-MinutesAround), minute.AddMinutes(MinutesAround + 1), null, null, limit, cut);
    }

    private static int? LastFourOf(string card)
    {
        if (card.Length == 4 && card.All(char.IsAsciiDigit))
            return int.Parse(card, CultureInfo.InvariantCulture);
        return Card.TryRead(Encoding.UTF8.GetBytes(card), out var truncated) ? Card.LastFourOf(truncated) : null;
    }

    // With a point major units, as they stand on a receipt; without one minor units, as everywhere else.
    private static long? AmountOf(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minor))
            return minor <= EventChecks.MostAmount ? minor : null;
        return text.IndexOf('.', StringComparison.Ordinal) is var point and > 0 && text.Length - point is 2 or 3
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var major) && major * 100 <= EventChecks.MostAmount
            ? (long)(major * 100)
            : null;
    }

    private static DateTimeOffset? MinuteOf(string text, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (TimeOnly.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            var today = TimeZoneInfo.ConvertTime(now.AddMinutes(MinutesAround), zone);
            var minute = At(today.Date + time.ToTimeSpan(), zone);
            return minute <= today ? minute : At(today.Date.AddDays(-1) + time.ToTimeSpan(), zone);
        }
        if (!DateTime.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) || moment.Year is < 2 or > 9998)
            return InstantConverter.TryParse(text, out var instant) ? Minute(instant) : null;
        return moment.Kind == DateTimeKind.Unspecified ? At(moment, zone) : Minute(new DateTimeOffset(moment.ToUniversalTime(), TimeSpan.Zero));
    }

    private static DateTimeOffset At(DateTime local, TimeZoneInfo zone) => Minute(new DateTimeOffset(local, zone.GetUtcOffset(local)));

    private static DateTimeOffset Minute(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
}
