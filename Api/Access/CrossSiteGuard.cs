using PosMonitor.Errors;
using PosMonitor.Operations;

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
        app.Use((http, next) => http.Request.Path.StartsWithSegments(OperationsSetup.Circuit)
            ? IsFromHere(http.Request) ? next(http) : Problems.Of(StatusCodes.Status403Forbidden, "The page is of another site.").ExecuteAsync(http)
            : IsSafe(http, sessions) ? next(http)
            : Problems.Of(StatusCodes.Status403Forbidden, $"With the cookie of a session this needs the header {Header} with the value of the cookie {SessionCookies.Token}.").ExecuteAsync(http));
    }

    // No header of our own can go with what opens or leaves the connection of a page; a browser says itself of which site the page is, also of one on this machine.
    private static bool IsFromHere(HttpRequest request) =>
        request.Headers.Origin.ToString() is not { Length: > 0 } origin
        || (Uri.TryCreate(origin, UriKind.Absolute, out var site) && string.Equals(site.Authority, Authority(request), StringComparison.OrdinalIgnoreCase));

    // Without the port where it is the usual one, as in an origin.
    private static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var own) ? own.Authority : "";

    // The forms of the sign-in page have the token in the form.
    private static bool IsSafe(HttpContext http, Sessions sessions) =>
        http.User.Identity is not KeyIdentity { Session: { } ticket }
        || HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsOptions(http.Request.Method)
        || SignIn.IsForm(http.Request.Path)
        || sessions.IsToken(http.Request.Headers[Header], ticket);
}
