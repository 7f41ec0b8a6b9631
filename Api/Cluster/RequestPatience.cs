using PosMonitor.Errors;
using PosMonitor.Shards;

namespace PosMonitor.Cluster;

/// <summary>
/// Has a gateway answer requests again by itself while silos come and go. Questions, and actions that are the same when done twice; a comment, a
/// deletion, an import or a conditional change only where it is certain that nothing was done. Bodies of events are repeated by their door, shard by shard.
/// </summary>
internal static class RequestPatience
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly string[] Repeatable = ["/acknowledge", "/resolve"];

    public static void UseRequestPatience(this WebApplication app)
    {
        var (patience, layout) = (app.Services.GetRequiredService<CallPatience>(), app.Services.GetRequiredService<ShardLayout>());
        app.Use((http, next) =>
        {
            if (!http.Request.Path.StartsWithSegments("/v1") || http.Request.Path.Equals(Events.EventsEndpoint.Path))
                return next(http);
            return layout.Now is null ? RefuseYet(http) : Repeat(patience, http, next);
        });
    }

    private static Task RefuseYet(HttpContext http) =>
        Problems.RetryLater(http.Response, StatusCodes.Status503ServiceUnavailable, Pause, "No silo has answered yet.").ExecuteAsync(http);

    private static async Task Repeat(CallPatience patience, HttpContext http, RequestDelegate next)
    {
        var isSafe = IsSameTwice(http.Request);
        if (!HttpMethods.IsGet(http.Request.Method))
            http.Request.EnableBuffering();
        await patience.Repeat(
            async () =>
            {
                if (http.Request.Body.CanSeek)
                    http.Request.Body.Position = 0;
                await next(http);
            },
            failure => !http.Response.HasStarted && (isSafe || failure is JournalUnavailableException),
            http.RequestAborted);
    }

    private static bool IsSameTwice(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
        || (HttpMethods.IsPut(request.Method) && request.Headers.IfMatch.Count == 0)
        || (HttpMethods.IsPost(request.Method) && Array.Exists(Repeatable, action => request.Path.Value!.EndsWith(action, StringComparison.OrdinalIgnoreCase)));
}
