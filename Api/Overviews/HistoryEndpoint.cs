using PosMonitor.Access;
using PosMonitor.Events;
using PosMonitor.Parties;
using PosMonitor.Queries;

namespace PosMonitor.Overviews;

internal static class HistoryEndpoint
{
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(5);
    private static readonly Parameter Issuer = new("issuer", "Only transactions with cards of this bank.");

    /// <param name="fleet">The group of <c>/v1/fleet</c>.</param>
    public static void MapHistory(this IEndpointRouteBuilder fleet) =>
        fleet.MapGet("/history", GetHistory)
            .WithName("getFleetHistory")
            .WithSummary("The last hour by minute")
            .WithDescription("Sixty minutes, oldest first, the last one as far as the settled clock. Each transaction with a request counts in the minute of its request, under its "
                + "present outcome and verdict, as in the totals; those that are pending are `requested` less the five that follow. An answer is up to five seconds old.")
            .Produces<HistoryAnswer>().Produces(StatusCodes.Status304NotModified).Takes(OverviewParameters.Acquirer, Issuer);

    private static async Task<IResult> GetHistory(HttpContext http, IGrainFactory grains, SharedAnswers shared)
    {
        var query = new QueryValues(http.Request);
        var cut = http.Cut().Only(query.Id(OverviewParameters.Acquirer.Name, Identifiers.AcquirerLength));
        var issuer = query.Id(Issuer.Name, Identifiers.IssuerLength);
        return Answers.Resource(http, await shared.Get($"history {issuer}", cut, Keep, async () => HistoryAnswer.Of(await grains.GetGrain<IFleetGrain>(0).GetHistory(issuer, cut))));
    }
}
