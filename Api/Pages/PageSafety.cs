using PosMonitor.Documentation;
using Scalar.AspNetCore;

namespace PosMonitor.Pages;

/// <summary>
/// The headers by which a browser is kept from doing more with an answer than it is meant for. They are set when an answer begins, so that errors have them too; what an
/// endpoint sets itself stays.
/// </summary>
internal static class PageSafety
{
    /// <summary>Of data: a browser that shows them loads nothing.</summary>
    private const string OfData = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// <summary>Of the pages of this process: scripts are files of it. The component library writes style elements, and the framework needs a base.</summary>
    private const string OfPages =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    // Both pages come from packages and write style elements; scripts are files of this process, or have the nonce of the answer.
    private const string OfPackages =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private const string Permissions = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=()";

    private static readonly PathString Data = "/v1", Docs = "/docs", Cluster = "/cluster";

    /// <summary>To stand before everything that answers.</summary>
    public static void UsePageSafety(this WebApplication app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(Protect, http);
        return next(http);
    });

    /// <summary>
    /// Keeps the pages of packages from repeating what stands in an address: the dashboard sends the browser on with the query that it came with, the reference page and
    /// the description name the document that they were asked for. To stand behind authorization.
    /// </summary>
    public static void UseQuietPages(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.Request.Path == Cluster)
            http.Response.Redirect($"{Cluster}/");
        else if (http.GetRouteValue("documentName") is not (null or DocumentationSetup.Document))
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            return next(http);
        return Task.CompletedTask;
    });

    private static Task Protect(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        headers.TryAdd("Content-Security-Policy", PolicyOf(http));
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.TryAdd("Cache-Control", "no-store");
        return Task.CompletedTask;
    }

    private static string PolicyOf(HttpContext http)
    {
        var path = http.Request.Path;
        if (path.StartsWithSegments(Data))
            return OfData;
        if (path.StartsWithSegments(Docs))
            return http.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce ? WithNonce(nonce) : OfPackages;
        return path.StartsWithSegments(Cluster) ? OfPackages : OfPages;
    }

    private static string WithNonce(string nonce) => OfPackages.Replace("script-src 'self'", $"script-src 'self' 'nonce-{nonce}'", StringComparison.Ordinal);
}
