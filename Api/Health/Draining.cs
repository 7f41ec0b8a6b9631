using PosMonitor.Errors;

namespace PosMonitor.Health;

/// <summary>What happens to requests once the process is told to stop: nothing new is taken, and streams, which never end by themselves, are ended.</summary>
internal static class Draining
{
    private static readonly TimeSpan Restart = TimeSpan.FromSeconds(5);

    public static void UseDraining(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use(async (http, next) =>
        {
            if (!HttpMethods.IsGet(http.Request.Method))
            {
                if (stopping.IsCancellationRequested && http.Request.Path.StartsWithSegments("/v1"))
                    await Problems.RetryLater(http.Response, StatusCodes.Status503ServiceUnavailable, Restart, "The monitor stops; nothing was taken.").ExecuteAsync(http);
                else
                    await next(http);
                return;
            }
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
            if (IsStream(http.Request.Path))
                http.RequestAborted = ended.Token;
            await next(http);
        });
    }

    private static bool IsStream(PathString path) => path.Value!.EndsWith("/stream", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/cluster");
}
