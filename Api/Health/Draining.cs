using PosMonitor.Errors;

namespace PosMonitor.Health;

/// <summary>What happens to requests once the process is told to stop: nothing new is taken, and streams, which never end by themselves, are ended.</summary>
internal static class Draining
{
    private static readonly TimeSpan Restart = TimeSpan.FromSeconds(5);

    public static void UseDraining(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use((http, next) =>
        {
            if (HttpMethods.IsGet(http.Request.Method))
                return IsStream(http.Request.Path) ? Stream(http, next) : next(http);
            return stopping.IsCancellationRequested && http.Request.Path.StartsWithSegments("/v1")
                ? Problems.RetryLater(http.Response, StatusCodes.Status503ServiceUnavailable, Restart, "The monitor stops; nothing was taken.").ExecuteAsync(http)
                : next(http);
        });

        async Task Stream(HttpContext http, RequestDelegate next)
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
            http.RequestAborted = ended.Token;
            await next(http);
        }
    }

    private static bool IsStream(PathString path) => path.Value!.EndsWith("/stream", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/cluster");
}
