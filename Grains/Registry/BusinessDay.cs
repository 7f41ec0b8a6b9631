using System.Collections.Concurrent;

namespace PosMonitor.Registry;

/// <summary>Business days of an acquirer: days of the calendar in its time zone.</summary>
public static class BusinessDay
{
    public const string DefaultZone = "Asia/Shanghai";

    // A machine without the time zone database knows at least the default: China has had one offset, and no summer time, since 1991.
    private static readonly TimeZoneInfo China = TimeZoneInfo.CreateCustomTimeZone(DefaultZone, TimeSpan.FromHours(8), DefaultZone, DefaultZone);
    private static readonly ConcurrentDictionary<string, TimeZoneInfo?> Zones = new(StringComparer.Ordinal);

    /// <summary>True where the machine knows the zone.</summary>
    public static bool TryFind(string zone, out TimeZoneInfo found)
    {
        found = zone.Length > 64 ? null! : Zones.GetOrAdd(zone, static name =>
            TimeZoneInfo.TryFindSystemTimeZoneById(name, out var known) ? known : name == DefaultZone ? China : null)!;
        return found is not null;
    }

    /// <summary>The business day of a moment, as days since 0001-01-01.</summary>
    /// <param name="ticks">UTC ticks.</param>
    /// <param name="zone">A name of the IANA time zone database; the default's day where the machine does not know it.</param>
    public static int Of(long ticks, string zone) => (int)(LocalOf(ticks, zone) / TimeSpan.TicksPerDay);

    /// <summary>The moment of a time of day on a business day, UTC ticks. One that a change of summer time leaves out is that much later.</summary>
    /// <param name="day">Days since 0001-01-01.</param>
    /// <param name="time">Since midnight, by the clock on the wall.</param>
    /// <param name="zone">A name of the IANA time zone database.</param>
    public static long At(int day, TimeSpan time, string zone)
    {
        var info = Zone(zone);
        var local = new DateTime(day * TimeSpan.TicksPerDay + time.Ticks, DateTimeKind.Unspecified);
        if (info.IsInvalidTime(local))
            local += info.GetUtcOffset(local.AddDays(1)) - info.GetUtcOffset(local.AddDays(-1));
        return local.Ticks - info.GetUtcOffset(local).Ticks;
    }

    private static long LocalOf(long ticks, string zone) => ticks + Zone(zone).GetUtcOffset(new DateTime(ticks, DateTimeKind.Utc)).Ticks;

    private static TimeZoneInfo Zone(string zone) => TryFind(zone, out var found) ? found : China;
}
