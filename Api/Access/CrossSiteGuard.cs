using PosMonitor.Errors;

namespace PosMonitor.Access;

/// <summary>
/// A browser sends its cookie with what another site makes it ask for. So what changes something and came with the cookie has to show the session's token,
/// which other sites cannot read. Keys in a header need none.
/// </summary>
internal static class CrossSiteGuard
{
    public const string Header = "X-CSRF-Token";

    /// <summary>To stand between authentication and authorization.</summary>
    public static void UseCrossSiteGuard(this WebApplication app)
    {
        var sessions = app.Services.GetRequiredService<Sessions>();
        app.Use((http, next) => IsSafe(http, sessions)
            ? next(http)
            : Problems.Of(StatusCodes.Status403Forbidden, $"With the cookie of a session this needs the header {Header} with the value of the cookie {SessionCookies.Token}.").ExecuteAsync(http));
    }

    // The forms of the sign-in page have the token in the form.
    private static bool IsSafe(HttpContext http, Sessions sessions) =>
        http.User.Identity is not KeyIdentity { Session: { } ticket }
        || HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsOptions(http.Request.Method)
        || SignIn.IsForm(http.Request.Path)
        || sessions.IsToken(http.Request.Headers[Header], ticket);
}
