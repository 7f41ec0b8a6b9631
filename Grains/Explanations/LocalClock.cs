using System.Globalization;
using PosMonitor.Registry;

namespace PosMonitor.Explanations;

/// <summary>Times as the clocks on the wall of an acquirer showed them, with the offset told.</summary>
/// <param name="zone">A name of the IANA time zone database.</param>
/// <param name="day">Times of this day are told without a date.</param>
public sealed class LocalClock(string zone, DateTimeOffset day)
{
    private readonly TimeZoneInfo _zone = BusinessDay.TryFind(zone, out var known) || BusinessDay.TryFind(BusinessDay.DefaultZone, out known) ? known : TimeZoneInfo.Utc;

    /// <summary><c>5 January 2026 at 18:00:00 (UTC+08:00)</c>.</summary>
    public Phrase Full(DateTimeOffset time)
    {
        var local = Local(time);
        return new Phrase(Format(local, "d MMMM yyyy 'at' HH:mm:ss '(UTC'zzz')'"), Format(local, "yyyy'年'M'月'd'日' HH:mm:ss'（UTC'zzz'）'"));
    }

    /// <summary><c>at 18:00:00 (UTC+08:00)</c>, with the date where it is another day.</summary>
    public Phrase At(DateTimeOffset time)
    {
        var local = Local(time);
        if (local.Date != Local(day).Date)
            return new Phrase($"on {Full(time).En}", Full(time).Zh);
        return new Phrase(Format(local, "'at' HH:mm:ss '(UTC'zzz')'"), Format(local, "HH:mm:ss'（UTC'zzz'）'"));
    }

    private DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, _zone);

    private static string Format(DateTimeOffset time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
