using System.Globalization;

namespace PosMonitor.Operations.Transactions;

/// <summary>Where times stand on an axis that is as wide as its place, in percent.</summary>
/// <param name="From">Its left end.</param>
/// <param name="To">Its right end.</param>
public readonly record struct TimeScale(DateTimeOffset From, DateTimeOffset To)
{
    // The last percents are left for what comes after.
    private const double Width = 94;

    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    /// <summary>The place of a time: a number of percent for SVG; what is later than the end stands at the right edge.</summary>
    public string X(DateTimeOffset time) => Percent(Place(time));

    /// <summary>How far right a time stands, 0 to 100.</summary>
    public double Place(DateTimeOffset time) => time > To ? 100 : 1 + Math.Max(0, (time - From) / Length) * Width;

    /// <summary>Whether a time is on the axis.</summary>
    public bool Has(DateTimeOffset time) => time <= To;

    /// <summary>Round spans since the beginning, five or so.</summary>
    public IEnumerable<TimeSpan> Ticks()
    {
        var length = Length;
        var step = Steps.FirstOrDefault(step => length / step <= 6, TimeSpan.FromDays(Math.Ceiling(length.TotalDays / 6)));
        for (var tick = TimeSpan.Zero; tick <= length; tick += step)
            yield return tick;
    }

    /// <summary>A number of percent for SVG.</summary>
    public static string Percent(double percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0.###}%");

    private TimeSpan Length => To > From ? To - From : TimeSpan.FromSeconds(1);
}
