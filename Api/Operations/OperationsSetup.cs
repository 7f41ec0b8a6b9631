using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.DataProtection;
using MudBlazor.Services;
using PosMonitor.Access;
using PosMonitor.Operations.Gateway;
using PosMonitor.Operations.Protection;

namespace PosMonitor.Operations;

/// <summary>Puts the pages for people into the host (docs/console.md).</summary>
internal static class OperationsSetup
{
    /// <summary>Where the pages are connected.</summary>
    public static readonly PathString Circuit = "/_blazor";

    // A gateway that is gone is noticed after this long without a sign of life; the browser asks for one more often than that.
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(4);

    public static void AddOperations(this WebApplicationBuilder builder)
    {
        // Of a build; what is published has them as files.
        builder.WebHost.UseStaticWebAssets();
        var services = builder.Services;
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.KeepAliveInterval = SignOfLife);
        services.AddMudServices();
        services.AddSingleton<GatewayLine>();
        services.AddScoped<GatewayClient>();
        services.AddScoped<AntiforgeryStateProvider, NoTokens>();
        KeepNothingOnDisk(services);
    }

    /// <summary>Scripts, styles and icons, for whoever comes.</summary>
    public static void UsePageFiles(this WebApplication app) => app.UseStaticFiles(new StaticFileOptions
    {
        // Kept by the browser, but asked for again: pages and files are always of one version.
        OnPrepareResponse = static file => file.Context.Response.Headers.CacheControl = "no-cache",
    });

    /// <summary>To stand where endpoints are mapped.</summary>
    public static void MapOperations(this WebApplication app) => app.MapRazorComponents<App>()
        .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
        .DisableAntiforgery()
        .Needs(AccessNeed.SignIn);

    /// <summary>Whether a request is for one of the pages.</summary>
    public static bool IsPage(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    // The framework's data protection writes its keys to the home directory, and makes them as soon as the host starts.
    private static void KeepNothingOnDisk(IServiceCollection services)
    {
        var framework = typeof(DataProtectionServiceCollectionExtensions).Assembly;
        foreach (var keyMaker in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == framework).ToList())
            services.Remove(keyMaker);
        services.AddSingleton<IDataProtectionProvider, KeyringProtection>();
    }
}
