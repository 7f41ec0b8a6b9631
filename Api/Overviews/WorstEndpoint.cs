using PosMonitor.Access;
using PosMonitor.Parties;
using PosMonitor.Queries;

namespace PosMonitor.Overviews;

internal static class WorstEndpoint
{
    private const int MostParties = 100, UsualParties = 10;
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(2);
    private static readonly Parameter Limit = Parameter.LimitOf(MostParties, UsualParties, "How many of each at the most");

    /// <param name="fleet">The group of <c>/v1/fleet</c>.</param>
    public static void MapWorst(this IEndpointRouteBuilder fleet) =>
        fleet.MapGet("/worst", GetWorst)
            .WithName("getFleetWorst")
            .WithSummary("The merchants and issuers with the most failures of the last five minutes")
            .WithDescription("Of the last thirty ten-second slots that are judged, as the rules about merchants and issuers count them. The order is by the share of failures that is "
                + $"likely at the least (the lower end of its 95 % interval, Wilson), so few payments weigh little; those with fewer than {Ranking.LeastFinished} finished or without "
                + "a failure are left out. An answer is up to two seconds old.")
            .Produces<WorstAnswer>().Produces(StatusCodes.Status304NotModified).Takes(Limit);

    private static async Task<IResult> GetWorst(HttpContext http, IGrainFactory grains, SharedAnswers shared)
    {
        var (limit, cut) = (new QueryValues(http.Request).Limit(Limit), http.Cut());
        return Answers.Resource(http, await shared.Get($"worst {limit}", cut, Keep, async () => WorstAnswer.Of(await grains.GetGrain<IFleetGrain>(0).GetWorst(limit, cut))));
    }
}
