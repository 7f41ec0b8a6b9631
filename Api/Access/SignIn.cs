using System.Net;
using PosMonitor.Errors;

namespace PosMonitor.Access;

/// <summary>The first page, and how a browser signs in and out: with a key in a form, or once with the code of the address that the first start printed.</summary>
internal static class SignIn
{
    private const string InPath = "/sign-in";
    private const string OutPath = "/sign-out";
    private const int LongestForm = 4096;

    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", First).IsOpen().ExcludeFromDescription();
        routes.MapGet(InPath, Show).IsOpen().ExcludeFromDescription();
        routes.MapPost(InPath, Enter).IsOpen().ExcludeFromDescription();
        routes.MapPost(OutPath, Leave).IsOpen().ExcludeFromDescription();
    }

    /// <summary>Whether it is the address of one of these forms.</summary>
    public static bool IsForm(PathString path) => path == InPath || path == OutPath;

    private static async Task<IResult> First(HttpContext http, SignInCode codes, SignInLimit limit, Sessions sessions, IWebHostEnvironment environment)
    {
        Guard(http, forms: false);
        if (!http.Request.Query.TryGetValue("code", out var code))
            return Results.File(Path.Combine(environment.WebRootPath, "index.html"), "text/html; charset=utf-8");
        if (Refusal(http, limit) is { } refusal)
            return refusal;
        return await codes.Use(code.ToString()) is { } key ? await Open(http, sessions, key) : Unknown(http, limit, "The address opens the console once, and has done so or is too old; sign in with a key.");
    }

    private static IResult Show(HttpContext http, Sessions sessions)
    {
        Guard(http, forms: true);
        return Page(http.User.Identity is KeyIdentity { Session: { } ticket } caller ? SignInPage.Out(caller.Key, sessions.TokenOf(ticket)) : SignInPage.In(null));
    }

    private static async Task<IResult> Enter(HttpContext http, Keyring keyring, SignInLimit limit, Sessions sessions)
    {
        Guard(http, forms: true);
        if (IsFromElsewhere(http.Request))
            return Problems.Of(StatusCodes.Status403Forbidden, "The form was sent by another site.");
        if (Refusal(http, limit) is { } refusal)
            return refusal;
        if (await Field(http, "key") is not { Length: > 0 } given)
            return Page(SignInPage.In("Type a key."), StatusCodes.Status400BadRequest);
        try
        {
            if (await keyring.Find(given.Trim()) is { } key)
                return await Open(http, sessions, key);
        }
        catch (KeysUnknownException)
        {
            return Problems.RetryLater(http.Response, StatusCodes.Status503ServiceUnavailable, TimeSpan.FromSeconds(1), "Which keys are good cannot be told now, so none is taken.");
        }
        limit.NoteFailure(http.Connection.RemoteIpAddress);
        return Page(SignInPage.In("The key is not known."), StatusCodes.Status401Unauthorized);
    }

    private static async Task<IResult> Leave(HttpContext http, Sessions sessions)
    {
        Guard(http, forms: true);
        if (http.User.Identity is KeyIdentity { Session: { } ticket } && !sessions.IsToken(await Field(http, "token"), ticket))
            return Problems.Of(StatusCodes.Status403Forbidden, "The form does not have the token of the session.");
        SessionCookies.Clear(http);
        return SeeOther(http, InPath);
    }

    private static async Task<IResult> Open(HttpContext http, Sessions sessions, AccessKey key)
    {
        var ticket = await sessions.Open(key);
        SessionCookies.Write(http, ticket, sessions.TokenOf(ticket));
        return SeeOther(http, "/");
    }

    private static IResult? Refusal(HttpContext http, SignInLimit limit) => limit.WaitOf(http.Connection.RemoteIpAddress) is { } wait
        ? Problems.RetryLater(http.Response, StatusCodes.Status429TooManyRequests, wait, "Too many keys that are not known came from this address.")
        : null;

    private static IResult Unknown(HttpContext http, SignInLimit limit, string detail)
    {
        limit.NoteFailure(http.Connection.RemoteIpAddress);
        return Problems.Of(StatusCodes.Status401Unauthorized, detail);
    }

    private static async Task<string?> Field(HttpContext http, string name)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentLength is not <= LongestForm)
            return null;
        return (await http.Request.ReadFormAsync(http.RequestAborted))[name];
    }

    // Else another site could sign its visitor in with a key of its own. Browsers say where a form comes from; what says nothing is none.
    private static bool IsFromElsewhere(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none");

    private static void Guard(HttpContext http, bool forms)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'; img-src 'self'; form-action {(forms ? "'self'" : "'none'")}; base-uri 'none'; frame-ancestors 'none'";
    }

    private static IResult Page(string html, int status = StatusCodes.Status200OK) => Results.Content(html, "text/html; charset=utf-8", statusCode: status);

    private static IResult SeeOther(HttpContext http, string path)
    {
        http.Response.Headers.Location = path;
        return Results.StatusCode((int)HttpStatusCode.SeeOther);
    }
}
