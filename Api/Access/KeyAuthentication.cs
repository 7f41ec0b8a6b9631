using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using PosMonitor.Errors;
using PosMonitor.Operations;

namespace PosMonitor.Access;

/// <summary>
/// Knows a caller by the key in <c>Authorization: Bearer</c> (RFC 6750), or, for a browser that signed in, by the session in its cookie.
/// </summary>
public sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Keyring keyring, Sessions sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private bool _unknown;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var (given, session) = Given();
        if (given is null && session is null)
            return AuthenticateResult.NoResult();
        try
        {
            var key = given is not null ? await keyring.Find(given) : await sessions.Find(session!);
            return key is null
                ? AuthenticateResult.Fail("The key is not known.")
                : AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new KeyIdentity(key, session)), SchemeName));
        }
        catch (KeysUnknownException unknown)
        {
            _unknown = true;
            return AuthenticateResult.Fail(unknown);
        }
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_unknown)
            return Problems.RetryLater(Response, StatusCodes.Status503ServiceUnavailable, Pause, "Which keys are good cannot be told now, so none is taken.").ExecuteAsync(Context);
        if (OperationsSetup.IsPage(Context))
        {
            Response.Redirect(ReturnPath.ToSignIn(Request, hadSession: Given().Session is not null));
            return Task.CompletedTask;
        }
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = Given() is (null, null) ? "Bearer" : "Bearer error=\"invalid_token\"";
        return Task.CompletedTask;
    }

    // Where there is a header, a cookie does not make up for what is wrong with it.
    private (string? Key, string? Session) Given()
    {
        const string prefix = SchemeName + " ";
        var authorization = Request.Headers.Authorization.ToString();
        if (authorization.Length == 0)
            return (null, Request.Cookies[SessionCookies.Session]);
        return (authorization.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? authorization[prefix.Length..].Trim() : null, null);
    }
}
