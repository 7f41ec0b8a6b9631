using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using PosMonitor.Hosting;

namespace PosMonitor.Limits;

/// <summary>Puts the limits of a gateway into its host.</summary>
public static class LimitsSetup
{
    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddSettings<LimitOptions, LimitOptionsValidator>(LimitOptions.Section);
        services.AddSingleton<RequestLimits>();
        services.AddSingleton<RequestSize>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitOptions>>((server, limits) => Apply(limits, server.Limits));
        return services;
    }

    /// <summary>Refuses addresses and headers that are too long; to stand first.</summary>
    public static void UseRequestSize(this WebApplication app) =>
        app.Use((http, next) => http.RequestServices.GetRequiredService<RequestSize>().Run(http, next));

    /// <summary>Refuses what is too much at a time; to stand behind authentication. Probes always get through.</summary>
    public static void UseRequestLimits(this WebApplication app) =>
        app.UseWhen(
            http => !http.Request.Path.StartsWithSegments("/health"),
            branch => branch.Use((http, next) => http.RequestServices.GetRequiredService<RequestLimits>().Run(http, next)));

    // The server is made before all settings are checked, which then tells what is wrong with these together with the rest.
    private static void Apply(IOptions<LimitOptions> options, KestrelServerLimits server)
    {
        try
        {
            Apply(options.Value, server);
        }
        catch (OptionsValidationException)
        {
            return;
        }
    }

    private static void Apply(LimitOptions limits, KestrelServerLimits server)
    {
        server.MaxRequestLineSize = limits.AddressBytes * RequestSize.Room;
        server.MaxRequestHeadersTotalSize = limits.HeaderBytes * RequestSize.Room;
        server.RequestHeadersTimeout = limits.HeaderTimeout;
        server.MinRequestBodyDataRate = new MinDataRate(limits.SlowestBody, limits.SlowBodyGrace);
        // The buffer has to hold the longest of them.
        server.MaxRequestBufferSize = Math.Max(server.MaxRequestBufferSize ?? 0, Math.Max(server.MaxRequestLineSize, server.MaxRequestHeadersTotalSize));
    }
}
