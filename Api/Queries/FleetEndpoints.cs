using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Http.HttpResults;
using PosMonitor.Access;
using PosMonitor.Overviews;
using PosMonitor.Parties;

namespace PosMonitor.Queries;

internal static class FleetEndpoints
{
    public static void MapFleet(this IEndpointRouteBuilder routes)
    {
        var fleet = routes.MapGroup("/fleet").WithTags(Tags.Fleet).Needs(AccessNeed.Read);
        fleet.MapGet("", GetFleet)
            .WithName("getFleet")
            .WithSummary("Totals of the whole fleet")
            .WithDescription("Totals of all transactions, the clock and how far it is settled, how fast events come in, and how many came for transactions no longer held. "
                + "With an acquirer cut the totals and `terminals` are those of its acquirers; `afterClose`, `events` and `eventsPerSecond`, which are not counted by acquirer, are null.")
            .Produces<FleetAnswer>().Produces(StatusCodes.Status304NotModified).Takes();
        fleet.MapGet("/stream", StreamFleet)
            .WithName("streamFleet")
            .WithSummary("The fleet once a second, as server-sent events")
            .WithDescription("`event: fleet`, `id:` the time of the answer in milliseconds since 1970, `data:` what `GET /v1/fleet` answers.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream").Takes();
        fleet.MapMapOfFleet();
        fleet.MapWorst();
        fleet.MapHistory();
    }

    private static async Task<IResult> GetFleet(HttpContext http, IGrainFactory grains) =>
        Answers.Resource(http, FleetAnswer.Of(await grains.GetGrain<IFleetGrain>(0).GetFleet(http.Cut()), http.Cut()));

    private static ServerSentEventsResult<FleetAnswer> StreamFleet(HttpContext http, FleetFeed feed)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.ServerSentEvents(Events(feed, http.Cut(), http.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<FleetAnswer>> Events(
        FleetFeed feed, AcquirerCut? cut, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var (time, fleet) in feed.Read(cut, cancellation))
            yield return new SseItem<FleetAnswer>(fleet, "fleet") { EventId = $"{time.ToUnixTimeMilliseconds()}" };
    }
}
