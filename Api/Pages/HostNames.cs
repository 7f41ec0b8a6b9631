using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Primitives;
using PosMonitor.Errors;

namespace PosMonitor.Pages;

/// <summary>
/// The names by which this gateway may be called: a page from elsewhere can have its own name point to this machine, and would then speak to the monitor as to its own
/// origin. Who listens on the loopback interface alone is called by its names alone; who is reached from elsewhere, by the names in <c>AllowedHosts</c>, or any.
/// </summary>
internal static class HostNames
{
    private const string Setting = "AllowedHosts";

    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    public static void AddHostNames(this WebApplicationBuilder builder) =>
        // The framework's own filter answers before anything that could say why.
        builder.Services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]);

    public static void UseHostNames(this WebApplication app)
    {
        if (Allowed(app.Configuration) is not { } names)
            return;
        app.Use((http, next) => HostString.MatchesAny(http.Request.Host.Host, names)
            ? next(http)
            : Problems.Of(StatusCodes.Status400BadRequest, $"The header Host does not name this server. Further names are set with {Setting}.").ExecuteAsync(http));
    }

    /// <summary>The names, or null for any.</summary>
    private static List<StringSegment>? Allowed(IConfiguration configuration)
    {
        var configured = (configuration[Setting] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (configured.Contains("*"))
            return null;
        if (configured.Length == 0 && !ListenAddresses.Of(configuration).All(ListenAddresses.IsLoopback))
            return null;
        return [.. Loopback.Union(configured, StringComparer.OrdinalIgnoreCase).Select(name => new StringSegment(name))];
    }
}
