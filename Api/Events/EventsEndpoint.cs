using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PosMonitor.Access;
using PosMonitor.Cluster;
using PosMonitor.Hosting;
using PosMonitor.Settings;

namespace PosMonitor.Events;

/// <summary><c>POST /v1/events</c> (contract §1), and what it needs of the host.</summary>
public static class EventsEndpoint
{
    public const string Path = "/v1/events";

    /// <summary>Adds the door for events. It also needs an <see cref="IGrainFactory"/>, <c>MonitorOptions</c> and logging.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddSettings<IngestOptions, IngestOptionsValidator>(IngestOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => ShardLayout.Of(provider.GetRequiredService<IOptions<MonitorOptions>>().Value));
        services.AddCallPatience();
        services.TryAddSingleton<IngestGate>();
        services.TryAddSingleton<EventDoor>();
        return services;
    }

    /// <summary>Maps the endpoint. Who may call it is the host's to say, with <c>RequireAuthorization</c>.</summary>
    public static RouteHandlerBuilder MapEvents(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, static (HttpContext http, [FromServices] EventDoor door) => door.TakeAsync(http))
            .Needs(AccessNeed.Send)
            .WithName("postEvents")
            .WithTags("Events")
            .WithSummary("Takes events")
            .WithDescription("One event a line (NDJSON), one JSON object or an array of them, or CloudEvents; gzip or br. "
                + "The answer comes when every accepted event is durable. A bad line costs only itself; an event that is sent again changes nothing.")
            .AddOpenApiOperationTransformer(EventsOpenApi.DescribeBody)
            .Produces<EventsAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
