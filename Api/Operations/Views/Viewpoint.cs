using System.Globalization;
using PosMonitor.Access;
using PosMonitor.Explanations;

namespace PosMonitor.Operations.Views;

/// <summary>Who looks at a page, and how words, numbers and times stand there. Every page has it as a cascading parameter.</summary>
/// <param name="preferences">How the browser wants it.</param>
/// <param name="zone">In which time zone times are told.</param>
/// <param name="key">Whose page it is; null where nobody signed in.</param>
public sealed class Viewpoint(Preferences preferences, TimeZoneInfo zone, AccessKey? key)
{
    /// <summary>Stands where there is nothing to tell.</summary>
    public const string Nothing = "–";

    public Language Language => preferences.Language;

    public Theme Theme => preferences.Theme;

    public TimeZoneInfo Zone => zone;

    public AccessKey? Key => key;

    /// <summary>Whether the key may read at all.</summary>
    public bool MayRead => key is not null && AccessNeed.Read.IsMetBy(key);

    /// <summary>Whether the key may take care of alerts.</summary>
    public bool MayAct => key is not null && AccessNeed.Act.IsMetBy(key);

    /// <summary>The language as HTML names it.</summary>
    public string Lang => Language == Language.Zh ? "zh-CN" : "en";

    /// <summary>The words in the page's language.</summary>
    public string this[Phrase phrase] => Language == Language.Zh ? phrase.Zh : phrase.En;

    /// <summary>The words with values for <c>{0}</c>, <c>{1}</c> …</summary>
    public string this[Phrase phrase, params object[] values] => string.Format(CultureInfo.InvariantCulture, this[phrase], values);

    /// <summary>A whole number, with its thousands apart.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Events and the like a second.</summary>
    public static string Rate(double perSecond) => perSecond.ToString(perSecond < 100 ? "N1" : "N0", CultureInfo.InvariantCulture);

    /// <summary>How much of the whole, in percent; a dash of nothing.</summary>
    public static string Share(long part, long whole) => whole == 0 ? Nothing : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} %");

    /// <summary>How long something took, from milliseconds.</summary>
    public string Span(double? milliseconds) => milliseconds switch
    {
        null => Nothing,
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        < 120_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000:0.0} {this[Terms.Seconds]}"),
        < 7_200_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 60_000:0} {this[Terms.Minutes]}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 3_600_000:0.0} {this[Terms.Hours]}"),
    };

    /// <summary>Day and time to the second, in the page's time zone.</summary>
    public string Time(DateTimeOffset? time) => Local(time, "yyyy-MM-dd HH:mm:ss");

    /// <summary>Time of the day to the second, in the page's time zone.</summary>
    public string Clock(DateTimeOffset? time) => Local(time, "HH:mm:ss");

    /// <summary>The time zone as it stands beside times: <c>Asia/Shanghai, UTC+08:00</c>.</summary>
    public string ZoneName(DateTimeOffset at)
    {
        var offset = zone.GetUtcOffset(at);
        return string.Create(CultureInfo.InvariantCulture, $"{zone.Id}, UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");
    }

    private string Local(DateTimeOffset? time, string format) =>
        time is { } known ? TimeZoneInfo.ConvertTime(known, zone).ToString(format, CultureInfo.InvariantCulture) : Nothing;
}
