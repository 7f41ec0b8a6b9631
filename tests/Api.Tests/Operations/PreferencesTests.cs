using Microsoft.AspNetCore.Http;
using PosMonitor.Operations.Views;

namespace PosMonitor.Operations;

public sealed class PreferencesTests
{
    [Theory]
    [InlineData(null, null, Language.En)]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", null, Language.Zh)]
    [InlineData("de,en;q=0.5,zh;q=0.7", null, Language.Zh)]
    [InlineData("fr", null, Language.En)]
    [InlineData("zhx", null, Language.En)]
    [InlineData("zh", "en", Language.En)]
    [InlineData("en", "zh", Language.Zh)]
    [InlineData("en", "1", Language.En)]
    [InlineData("zh", "klingon", Language.Zh)]
    public void The_language_is_the_chosen_one_or_else_the_browsers(string? accepted, string? chosen, Language expected)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.AcceptLanguage = accepted;
        if (chosen is not null)
            http.Request.Headers.Cookie = $"{Preferences.LanguageCookie}={chosen}; {Preferences.ZoneCookie}=Asia%2FShanghai";

        var preferences = Preferences.Of(http.Request);

        Assert.Equal(expected, preferences.Language);
        Assert.Equal(chosen is null ? null : "Asia/Shanghai", preferences.Zone);
    }
}
