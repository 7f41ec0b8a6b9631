using PosMonitor.Access;
using PosMonitor.Hosting;
using PosMonitor.Json;
using PosMonitor.Queries;
using PosMonitor.Secrets;

namespace PosMonitor.Health;

/// <summary>What a probe is told.</summary>
/// <param name="Status"><c>live</c>; <c>ready</c>, <c>starting</c> or <c>stopping</c>.</param>
/// <param name="Missing">What is missing until the monitor is ready, in words.</param>
public sealed record HealthAnswer(string Status, IReadOnlyList<string> Missing);

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags(Tags.Operation).IsOpen();
        health.MapGet("/live", Live)
            .WithName("getLive")
            .WithSummary("Whether the process answers")
            .Produces<HealthAnswer>();
        health.MapGet("/ready", Ready)
            .WithName("getReady")
            .WithSummary("Whether the monitor takes events")
            .WithDescription("503 while the state is brought back from the journal, while the code is warmed up, while the store cannot be written, and from the signal to stop on.")
            .Produces<HealthAnswer>().Produces<HealthAnswer>(StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Live(HttpContext http) => Answer(http, StatusCodes.Status200OK, new HealthAnswer("live", []));

    private static IResult Ready(HttpContext http, IReadiness readiness, GatewaySeal seal, IHostApplicationLifetime lifetime)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return Answer(http, StatusCodes.Status503ServiceUnavailable, new HealthAnswer("stopping", ["the process was told to stop"]));
        List<string> missing = [.. readiness.Now().Missing];
        if (!seal.IsThere)
            missing.Add("the key that hides card numbers is not there yet");
        return missing.Count == 0
            ? Answer(http, StatusCodes.Status200OK, new HealthAnswer("ready", []))
            : Answer(http, StatusCodes.Status503ServiceUnavailable, new HealthAnswer("starting", missing));
    }

    private static IResult Answer(HttpContext http, int status, HealthAnswer answer)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(answer, WireFormat.Options, statusCode: status);
    }
}
