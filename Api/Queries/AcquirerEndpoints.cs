using PosMonitor.Access;
using PosMonitor.Events;
using PosMonitor.Parties;

namespace PosMonitor.Queries;

internal static class AcquirerEndpoints
{
    public static void MapAcquirers(this IEndpointRouteBuilder routes)
    {
        var acquirers = routes.MapGroup("/acquirers").WithTags(Tags.Acquirers).Needs(AccessNeed.Read);
        acquirers.MapGet("", ListAcquirers)
            .WithName("listAcquirers")
            .WithSummary("Acquirers with their totals")
            .WithDescription("All acquirers that an event ever named, in order of their ids.")
            .Produces<ListAnswer<AcquirerAnswer>>().Takes(Parameter.Limit, Parameter.Cursor);
        acquirers.MapGet("/{acquirer}", GetAcquirer)
            .WithName("getAcquirer")
            .WithSummary("Totals of an acquirer")
            .Produces<AcquirerAnswer>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound).Takes();
    }

    /// <summary>The answer to a question about an acquirer that no event ever named.</summary>
    public static IResult Unknown() => Answers.NotFound("There is no such acquirer.");

    /// <summary>Whether an event ever named the acquirer.</summary>
    public static async Task<bool> IsKnown(IFleetGrain fleet, string acquirer, AcquirerCut? cut) => await fleet.GetSubject(SubjectKind.Acquirer, acquirer, cut) is not null;

    private static async Task<IResult> ListAcquirers(HttpContext http, IGrainFactory grains)
    {
        var query = new QueryValues(http.Request);
        var page = await grains.GetGrain<IFleetGrain>(0).ListSubjects(SubjectKind.Acquirer, null, query.After(Identifiers.AcquirerLength), query.Limit(), http.Cut());
        return Answers.List(http, [.. page.Items.Select(AcquirerAnswer.Of)], Cursors.OfId(page.Next));
    }

    private static async Task<IResult> GetAcquirer(HttpContext http, IGrainFactory grains, string acquirer)
    {
        var totals = Ids.IsAcquirer(acquirer) ? await grains.GetGrain<IFleetGrain>(0).GetSubject(SubjectKind.Acquirer, acquirer, http.Cut()) : null;
        return totals is null ? Unknown() : Answers.Resource(http, AcquirerAnswer.Of(totals));
    }
}
