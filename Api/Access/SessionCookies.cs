namespace PosMonitor.Access;

/// <summary>The two cookies of a session: the ticket, which no script can read, and the token that pages show with what they change.</summary>
internal static class SessionCookies
{
    public const string Session = "posmonitor-session";
    public const string Token = "posmonitor-csrf";

    public static void Write(HttpContext http, string ticket, string token)
    {
        http.Response.Cookies.Append(Session, ticket, Options(http, httpOnly: true));
        http.Response.Cookies.Append(Token, token, Options(http, httpOnly: false));
    }

    public static void Clear(HttpContext http)
    {
        http.Response.Cookies.Delete(Session, Options(http, httpOnly: true));
        http.Response.Cookies.Delete(Token, Options(http, httpOnly: false));
    }

    private static CookieOptions Options(HttpContext http, bool httpOnly) => new()
    {
        HttpOnly = httpOnly,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
        Path = "/",
        IsEssential = true,
    };
}
