using Microsoft.Playwright;

namespace PosMonitor.Operations.Browsers;

/// <summary>What a visitor looks with: how large, in which language, in which colours.</summary>
public sealed record Sight(int Width, int Height, string Locale, ColorScheme Colours)
{
    /// <summary>A desk, in English, in light colours.</summary>
    public static readonly Sight Usual = new(1440, 900, "en", ColorScheme.Light);

    /// <summary>The languages that the console is promised in.</summary>
    public static readonly IReadOnlyList<string> Locales = ["en", "zh-CN"];

    /// <summary>Every sight that the console is promised for, in one language.</summary>
    public static IEnumerable<Sight> AllOf(string locale) =>
        from size in new[] { (Width: 1440, Height: 900), (Width: 390, Height: 844) }
        from colours in new[] { ColorScheme.Light, ColorScheme.Dark }
        select new Sight(size.Width, size.Height, locale, colours);

    public override string ToString() => $"{Width}x{Height} {Locale} {Colours}";
}
