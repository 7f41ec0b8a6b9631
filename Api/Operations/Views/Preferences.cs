using Microsoft.Net.Http.Headers;

namespace PosMonitor.Operations.Views;

/// <summary>How a browser wants the console: from its cookies, the language else from <c>Accept-Language</c>.</summary>
/// <param name="Language">What it speaks.</param>
/// <param name="Theme">Its colours.</param>
/// <param name="Zone">The browser's time zone by its IANA name; null until the browser has told it.</param>
public sealed record Preferences(Language Language, Theme Theme, string? Zone)
{
    public const string LanguageCookie = "posmonitor-language";
    public const string ThemeCookie = "posmonitor-theme";
    public const string ZoneCookie = "posmonitor-zone";

    public static Preferences Of(HttpRequest request)
    {
        var cookies = request.Cookies;
        return new Preferences(Read<Language>(cookies[LanguageCookie]) ?? Accepted(request), Read<Theme>(cookies[ThemeCookie]) ?? Theme.System, cookies[ZoneCookie]);
    }

    // A number is no name, though the parser takes it.
    private static T? Read<T>(string? word)
        where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value) && char.IsLetter(word![0]) ? value : null;

    private static Language Accepted(HttpRequest request)
    {
        foreach (var accepted in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1))
        {
            if (Speaks(accepted, "zh"))
                return Language.Zh;
            if (Speaks(accepted, "en"))
                return Language.En;
        }
        return Language.En;
    }

    private static bool Speaks(StringWithQualityHeaderValue accepted, string language) =>
        accepted.Value.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (accepted.Value.Length == language.Length || accepted.Value.Value![language.Length] == '-');
}
