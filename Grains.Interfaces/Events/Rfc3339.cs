namespace PosMonitor.Events;

/// <summary>Times of RFC 3339 section 5.6, read from UTF-8 without a string.</summary>
public static class Rfc3339
{
    /// <summary>
    /// Reads <c>2024-02-29T23:59:59.123+08:00</c>. The offset is required; <c>t</c> and <c>z</c> may be lower case; what a fraction has below
    /// 100 ns is cut off; a leap second, which is the second 60 of the last minute of a UTC month, is read as the second after it.
    /// </summary>
    /// <param name="text">The bytes of the time, with nothing around it.</param>
    /// <param name="ticks">UTC, in ticks of 100 ns since 0001-01-01.</param>
    /// <returns>False where the text is not such a time, or no such day or time exists.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':' || text[16] != ':')
            return false;
        var year = Two(text, 0) * 100 + Two(text, 2);
        var (month, day) = (Two(text, 5), Two(text, 8));
        var (hour, minute, second) = (Two(text, 11), Two(text, 14), Two(text, 17));
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60
            || Two(text, 0) < 0 || Two(text, 2) < 0 || day > DateTime.DaysInMonth(year, month))
            return false;

        var rest = text[19..];
        if (!TryReadFraction(ref rest, out var fraction) || !TryReadOffset(rest, out var offset))
            return false;
        var whole = new DateTime(year, month, day, hour, minute, 0).Ticks - offset * TimeSpan.TicksPerMinute;
        if (whole < 0 || (second == 60 && !EndsMonth(whole)))
            return false;
        ticks = whole + second * TimeSpan.TicksPerSecond + fraction;
        return ticks <= DateTime.MaxValue.Ticks;
    }

    // Two digits, or a number so negative that nothing makes it valid.
    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        var (tens, ones) = (text[at] - '0', text[at + 1] - '0');
        return (uint)tens <= 9 && (uint)ones <= 9 ? tens * 10 + ones : -100_000;
    }

    private static bool TryReadFraction(ref ReadOnlySpan<byte> rest, out long fraction)
    {
        fraction = 0;
        if (rest[0] != '.')
            return true;
        var (at, unit) = (1, TimeSpan.TicksPerSecond);
        for (; at < rest.Length && (uint)(rest[at] - '0') <= 9; at++)
        {
            unit /= 10;
            fraction += (rest[at] - '0') * unit;
        }
        rest = rest[at..];
        return at > 1;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> rest, out int minutes)
    {
        minutes = 0;
        if (rest.Length == 1)
            return (rest[0] | 0x20) == 'z';
        if (rest.Length != 6 || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':')
            return false;
        var (hour, minute) = (Two(rest, 1), Two(rest, 4));
        minutes = (hour * 60 + minute) * (rest[0] == '-' ? -1 : 1);
        return hour is >= 0 and <= 23 && minute is >= 0 and <= 59;
    }

    private static bool EndsMonth(long minute)
    {
        var next = minute + TimeSpan.TicksPerMinute;
        return next <= DateTime.MaxValue.Ticks && new DateTime(next) is { Day: 1, Hour: 0, Minute: 0 };
    }
}
