using PosMonitor.Access;
using PosMonitor.Limits;
using PosMonitor.Queries;

namespace PosMonitor.Health;

internal static class MetricsEndpoint
{
    /// <summary>Counts every answer to a body of events; to stand before the endpoints.</summary>
    public static void UseBodyCounter(this WebApplication app)
    {
        var metrics = app.Services.GetRequiredService<MonitorMetrics>();
        app.UseWhen(http => http.Request.Path.Equals("/v1/events", StringComparison.Ordinal) && HttpMethods.IsPost(http.Request.Method), branch => branch.Use(async (http, next) =>
        {
            try
            {
                await next(http);
            }
            finally
            {
                metrics.CountBody(http.Response.StatusCode);
            }
        }));
    }

    /// <summary>Counts every request that is refused for what it takes; to stand before all that refuses.</summary>
    public static void UseRefusalCounter(this WebApplication app)
    {
        var metrics = app.Services.GetRequiredService<MonitorMetrics>();
        app.Use(async (http, next) =>
        {
            await next(http);
            if (Refusal.Of(http) is { } reason)
                metrics.CountRefused(reason);
        });
    }

    public static void MapMonitorMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", Write)
            .WithTags(Tags.Operation).IsOpen()
            .WithName("getMetrics")
            .WithSummary("Figures for Prometheus")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");

    private static async Task Write(HttpContext http, MonitorMetrics metrics)
    {
        http.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        await metrics.Registry.CollectAndExportAsTextAsync(http.Response.Body, http.RequestAborted);
    }
}
