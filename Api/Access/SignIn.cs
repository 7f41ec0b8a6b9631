using System.Net;
using PosMonitor.Errors;
using PosMonitor.Operations.Views;

namespace PosMonitor.Access;

/// <summary>How a browser signs in and out: with a key in a form, or once with the code of the address that the first start printed.</summary>
internal static class SignIn
{
    private const string InPath = "/sign-in";
    private const string OutPath = "/sign-out";
    private const int LongestForm = 4096;

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(InPath, Show).IsOpen().ExcludeFromDescription();
        routes.MapPost(InPath, Enter).IsOpen().ExcludeFromDescription();
        routes.MapPost(OutPath, Leave).IsOpen().ExcludeFromDescription();
    }

    /// <summary>Takes the address that the first start printed. To stand behind authentication and before authorization: who has it has no key yet.</summary>
    public static void UseOneTimeAddress(this WebApplication app) => app.Use((http, next) =>
        http.Request.Path == "/" && HttpMethods.IsGet(http.Request.Method) && http.Request.Query.TryGetValue("code", out var code)
            ? AnswerOnce(http, code.ToString())
            : next(http));

    /// <summary>Whether it is the address of one of these forms.</summary>
    public static bool IsForm(PathString path) => path == InPath || path == OutPath;

    private static async Task AnswerOnce(HttpContext http, string code) => await (await Once(http, code)).ExecuteAsync(http);

    private static async Task<IResult> Once(HttpContext http, string code)
    {
        var services = http.RequestServices;
        var limit = services.GetRequiredService<SignInLimit>();
        Guard(http);
        if (Refusal(http, limit) is { } refusal)
            return refusal;
        if (await services.GetRequiredService<SignInCode>().Use(code) is { } key)
            return await Open(http, services.GetRequiredService<Sessions>(), key, "/");
        limit.NoteFailure(http.Connection.RemoteIpAddress);
        return Page(PageOf(http).In(null, SignInTerms.CodeUsed), StatusCodes.Status401Unauthorized);
    }

    private static IResult Show(HttpContext http, Sessions sessions)
    {
        Guard(http);
        var page = PageOf(http);
        if (http.User.Identity is KeyIdentity { Session: { } ticket } caller)
            return Page(page.Out(caller.Key, sessions.TokenOf(ticket)));
        var query = http.Request.Query;
        return Page(page.In(query[ReturnPath.Field], query.ContainsKey(ReturnPath.Ended) ? SignInTerms.Ended : null));
    }

    private static async Task<IResult> Enter(HttpContext http, Keyring keyring, SignInLimit limit, Sessions sessions)
    {
        Guard(http);
        if (IsFromElsewhere(http.Request))
            return Problems.Of(StatusCodes.Status403Forbidden, "The form was sent by another site.");
        if (Refusal(http, limit) is { } refusal)
            return refusal;
        var wanted = await Field(http, ReturnPath.Field);
        if (await Field(http, "key") is not { Length: > 0 } given)
            return Page(PageOf(http).In(wanted, SignInTerms.NoKey), StatusCodes.Status400BadRequest);
        try
        {
            if (await keyring.Find(given.Trim()) is { } key)
                return await Open(http, sessions, key, ReturnPath.Of(wanted));
        }
        catch (KeysUnknownException)
        {
            return Problems.RetryLater(http.Response, StatusCodes.Status503ServiceUnavailable, TimeSpan.FromSeconds(1), "Which keys are good cannot be told now, so none is taken.");
        }
        limit.NoteFailure(http.Connection.RemoteIpAddress);
        return Page(PageOf(http).In(wanted, SignInTerms.Unknown), StatusCodes.Status401Unauthorized);
    }

    private static async Task<IResult> Leave(HttpContext http, Sessions sessions)
    {
        Guard(http);
        if (http.User.Identity is KeyIdentity { Session: { } ticket } && !sessions.IsToken(await Field(http, "token"), ticket))
            return Problems.Of(StatusCodes.Status403Forbidden, "The form does not have the token of the session.");
        SessionCookies.Clear(http);
        return SeeOther(http, InPath);
    }

    private static async Task<IResult> Open(HttpContext http, Sessions sessions, AccessKey key, string path)
    {
        var ticket = await sessions.Open(key);
        SessionCookies.Write(http, ticket, sessions.TokenOf(ticket));
        return SeeOther(http, path);
    }

    private static IResult? Refusal(HttpContext http, SignInLimit limit) => limit.WaitOf(http.Connection.RemoteIpAddress) is { } wait
        ? Problems.RetryLater(http.Response, StatusCodes.Status429TooManyRequests, wait, "Too many keys that are not known came from this address.")
        : null;

    private static async Task<string?> Field(HttpContext http, string name)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentLength is not <= LongestForm)
            return null;
        return (await http.Request.ReadFormAsync(http.RequestAborted))[name];
    }

    // Else another site could sign its visitor in with a key of its own. Browsers say where a form comes from; what says nothing is none.
    private static bool IsFromElsewhere(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none");

    private static void Guard(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    private static SignInPage PageOf(HttpContext http) => new(new Viewpoint(Preferences.Of(http.Request), TimeZoneInfo.Utc, null));

    private static IResult Page(string html, int status = StatusCodes.Status200OK) => Results.Content(html, "text/html; charset=utf-8", statusCode: status);

    private static IResult SeeOther(HttpContext http, string path)
    {
        http.Response.Headers.Location = path;
        return Results.StatusCode((int)HttpStatusCode.SeeOther);
    }
}
