using System.Globalization;
using PosMonitor.Errors;
using PosMonitor.Queries;

namespace PosMonitor.Settings;

/// <summary>Pages of what settings or an entry were, newest first.</summary>
internal static class HistoryPages
{
    private const int LongestVersion = 19;

    public static async Task<IResult> Answer<T>(HttpContext http, IConfigurationGrain grain, ConfigurationKind kind, string key, Func<ConfigurationChange, T> itemOf)
    {
        var query = new QueryValues(http.Request);
        var (before, limit) = (Before(query), query.Limit());
        // One more than the page tells whether there is another.
        if (await grain.GetHistory(kind, key, before, limit + 1) is not { } found)
            return ConfigurationEdits.Unknown();
        var page = found.Take(limit).ToList();
        var next = found.Count > limit ? Cursors.OfId(page[^1].Version.ToString(CultureInfo.InvariantCulture)) : null;
        return Answers.List<T>(http, [.. page.Select(itemOf)], next);
    }

    private static long Before(QueryValues query)
    {
        if (query.After(LongestVersion) is not { } text)
            return long.MaxValue;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw BadParameterException.Of(Parameter.Cursor.Name, "the next of a page of this list, as it was given");
    }
}
