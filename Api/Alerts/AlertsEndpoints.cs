using PosMonitor.Access;
using PosMonitor.Cluster;
using PosMonitor.Errors;
using PosMonitor.Queries;

namespace PosMonitor.Alerts;

/// <summary>Alerts over HTTP (contract §5): lists, single ones, what people do to them, and the stream.</summary>
public static class AlertsEndpoints
{
    /// <summary>What the endpoints need.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddCallPatience();
        services.AddSingleton<AlertFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<AlertFeed>());
        return services;
    }

    /// <param name="routes">The group of <c>/v1</c>.</param>
    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        var alerts = routes.MapGroup("/alerts").WithTags(Tags.Alerts).Needs(AccessNeed.Read);
        alerts.MapGet("", List)
            .WithName("listAlerts")
            .WithSummary("Alerts as they stand, by `seq`")
            .WithDescription("An alert that changes takes the next `seq` and with it a later place.")
            .Produces<ListAnswer<AlertAnswer>>().Takes(AlertFilters.OfList);
        alerts.MapGet("/{id}", Get)
            .WithName("getAlert")
            .WithSummary("One alert and its history")
            .Produces<AlertDetailAnswer>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound).Takes();
        alerts.MapGet("/stream", Stream)
            .WithName("streamAlerts")
            .WithSummary("Every change of an alert, as server-sent events")
            .WithDescription("`event: alert`, `id:` the `seq`, `data:` the alert as it stood after the change. `Last-Event-ID` (or `after`) resumes after "
                + "that `seq` with nothing lost or twice, `0` sends all there are; without it the stream starts now.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream").Takes(AlertFilters.After);
        MapActions(alerts);
    }

    private static void MapActions(RouteGroupBuilder alerts)
    {
        alerts.MapPost("/{id}/acknowledge", Acknowledge)
            .Needs(AccessNeed.Act).WithName("acknowledgeAlert")
            .WithSummary("Notes that somebody takes care of the alert")
            .Accepts<ActionBody>(isOptional: true, "application/json")
            .Produces<AlertDetailAnswer>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).Takes();
        alerts.MapPost("/{id}/resolve", Resolve)
            .Needs(AccessNeed.Act).WithName("resolveAlert")
            .WithSummary("Closes the alert by hand: it does not open again by itself")
            .Accepts<ActionBody>(isOptional: true, "application/json")
            .Produces<AlertDetailAnswer>().ProducesProblem(StatusCodes.Status404NotFound).Takes();
        alerts.MapPost("/{id}/comments", Comment)
            .Needs(AccessNeed.Act).WithName("commentAlert")
            .WithSummary("Adds a comment to the alert's history")
            .Accepts<CommentBody>("application/json")
            .Produces<AlertDetailAnswer>().ProducesProblem(StatusCodes.Status404NotFound).Takes();
    }

    private static async Task<IResult> List(HttpContext http, IGrainFactory grains)
    {
        var query = AlertFilters.Read(http.Request, http.Cut());
        // One more than the page tells whether there is another.
        var found = await Archive(grains).List(query with { Limit = query.Limit + 1 });
        var page = found.Take(query.Limit).Select(AlertAnswer.Of).ToList();
        return Answers.List(http, page, found.Count > query.Limit ? AlertFilters.CursorOf(page[^1].Seq) : null);
    }

    private static async Task<IResult> Get(HttpContext http, IGrainFactory grains, string id) => Answer(await Archive(grains).Get(id, http.Cut()), http);

    private static async Task Stream(HttpContext http, IGrainFactory grains, AlertFeed feed, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        var after = AlertFilters.ReadResume(http.Request) ?? await Archive(grains).LastSeq();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        await new AlertStream(feed, http.Cut(), time).Write(http.Response, after, leaving.Token);
    }

    private static async Task<IResult> Acknowledge(HttpContext http, IGrainFactory grains, string id)
    {
        var comment = await AlertComment.Read(http, "comment");
        return await Act(http, grains, id, book => book.Acknowledge(id, Caller(http), comment));
    }

    private static async Task<IResult> Resolve(HttpContext http, IGrainFactory grains, string id)
    {
        var comment = await AlertComment.Read(http, "comment");
        return await Act(http, grains, id, book => book.Resolve(id, Caller(http), comment));
    }

    private static async Task<IResult> Comment(HttpContext http, IGrainFactory grains, string id)
    {
        var text = await AlertComment.Read(http, "text");
        if (string.IsNullOrWhiteSpace(text))
            return Problems.Of(StatusCodes.Status400BadRequest, $"'text' is missing; allowed are 1 to {AlertComment.Longest} characters.");
        return await Act(http, grains, id, book => book.Comment(id, Caller(http), text));
    }

    private static async Task<IResult> Act(HttpContext http, IGrainFactory grains, string id, Func<IAlertBookGrain, Task<AlertDetail?>> act)
    {
        if (http.Cut() is { } cut)
        {
            if (await Archive(grains).Get(id, cut) is not { } seen)
                return Unknown();
            if (AlertCut.IsShared(seen.Alert))
                return Problems.Of(StatusCodes.Status403Forbidden, "The alert is not of one acquirer alone: only keys without an acquirer cut may change it.");
        }
        try
        {
            return Answer(await act(Book(grains)), http);
        }
        catch (AlertResolvedException)
        {
            return Problems.Of(StatusCodes.Status409Conflict, "The alert is resolved; only what is open can be acknowledged.");
        }
    }

    private static IResult Answer(AlertDetail? alert, HttpContext http) => alert is null ? Unknown() : Answers.Resource(http, AlertDetailAnswer.Of(alert));

    private static IResult Unknown() => Answers.NotFound("There is no alert with this id.");

    private static string Caller(HttpContext http) =>
        http.User.Identity?.Name ?? throw new InvalidOperationException("Who acts on an alert has to be known.");

    private static IAlertArchiveGrain Archive(IGrainFactory grains) => grains.GetGrain<IAlertArchiveGrain>(0);

    private static IAlertBookGrain Book(IGrainFactory grains) => grains.GetGrain<IAlertBookGrain>(0);
}
