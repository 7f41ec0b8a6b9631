using System.Globalization;
using System.Text.RegularExpressions;

namespace PosMonitor.Settings;

/// <summary>
/// Durations as settings write them: <c>hh:mm:ss[.fff]</c>, where the hours may be more than 23 and days may stand before them (<c>30.00:00:00</c>).
/// <see cref="TimeSpan.Parse(string)"/> is no help: it takes <c>30</c> and <c>24:00:00</c> for days.
/// </summary>
public static partial class Duration
{
    /// <summary>Reads a duration.</summary>
    /// <returns>False where the text is not of the form, or beyond 10,000 days.</returns>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (text is null || Form().Match(text) is not { Success: true } match)
            return false;
        var days = Number(match.Groups["days"]);
        var ticks = Number(match.Groups["fraction"], 7);
        duration = new TimeSpan(days, Number(match.Groups["hours"]), Number(match.Groups["minutes"]), Number(match.Groups["seconds"])) + TimeSpan.FromTicks(ticks);
        return duration <= TimeSpan.FromDays(10_000);
    }

    /// <summary>Writes a duration in the form that <see cref="TryParse"/> reads.</summary>
    public static string Format(TimeSpan duration) => duration.ToString("c", CultureInfo.InvariantCulture);

    private static int Number(Group group, int padTo = 0) =>
        group.Success ? int.Parse(group.Value.PadRight(padTo, '0'), CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^((?<days>[0-9]{1,4})\.)?(?<hours>[0-9]{2,6}):(?<minutes>[0-5][0-9]):(?<seconds>[0-5][0-9])(\.(?<fraction>[0-9]{1,7}))?\z")]
    private static partial Regex Form();
}
