using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using PosMonitor.Hosting;
using PosMonitor.Limits;

namespace PosMonitor.Access;

/// <summary>Sets up who may do what (contract §6).</summary>
public static class AccessSetup
{
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddSettings<AccessOptions, AccessOptionsValidator>(AccessOptions.Section);
        services.AddSingleton<Keyring>();
        services.AddHostedService<KeyringKeeper>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SignInCode>();
        services.AddSingleton<FirstKey>();
        services.AddSingleton<SignInLimit>();
        // Not AddAuthentication: that brings data protection along, which is not used and would keep keys in the home directory.
        services.AddAuthenticationCore(options => options.DefaultScheme = KeyAuthentication.SchemeName);
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null);
        // Holds for all that is not open, so for paths and methods that do not exist as well: without a key nobody learns which do.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(MayPass).Build());
    }

    /// <summary>Who it is, how much of it, and what they may.</summary>
    public static void UseAccess(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseRequestLimits();
        app.UseOneTimeAddress();
        app.UseCrossSiteGuard();
        app.UseAuthorization();
        app.UseAcquirerCut();
        app.UseEndOfStreams();
    }

    /// <summary>Why a caller who is known was refused.</summary>
    public static string Refusal(HttpContext http) =>
        http.Key() is { } key && http.GetEndpoint()?.NeedOf() is { } need && !need.IsMetBy(key) ? need.Refusal(key) : "The key may not do this.";

    private static bool MayPass(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http && http.Key() is { } key && (http.GetEndpoint() is RouteEndpoint endpoint ? endpoint.NeedOf()?.IsMetBy(key) == true : true);
}
