using PosMonitor.Access;
using PosMonitor.Events;
using PosMonitor.Parties;

namespace PosMonitor.Queries;

internal static class IssuerEndpoints
{
    public static void MapIssuers(this IEndpointRouteBuilder routes)
    {
        var issuers = routes.MapGroup("/issuers").WithTags(Tags.Issuers).Needs(AccessNeed.Read);
        issuers.MapGet("", ListIssuers)
            .WithName("listIssuers")
            .WithSummary("Issuers with their totals, per channel")
            .WithDescription("All issuers that a request ever named, in order of their ids; `unknown` is what requests without one count under. "
                + "With an acquirer cut, those of requests on its acquirers' terminals, and their totals there.")
            .Produces<ListAnswer<IssuerAnswer>>().Takes(Parameter.Limit, Parameter.Cursor);
        issuers.MapGet("/{issuer}", GetIssuer)
            .WithName("getIssuer")
            .WithSummary("Totals of an issuer, per channel")
            .WithDescription("`channels` tells for each channel how many notifications were sent, delivered and failed, and how long they took.")
            .Produces<IssuerAnswer>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound).Takes();
    }

    private static async Task<IResult> ListIssuers(HttpContext http, IGrainFactory grains)
    {
        var query = new QueryValues(http.Request);
        var page = await grains.GetGrain<IFleetGrain>(0).ListSubjects(SubjectKind.Issuer, null, query.After(Identifiers.IssuerLength), query.Limit(), http.Cut());
        return Answers.List(http, [.. page.Items.Select(IssuerAnswer.Of)], Cursors.OfId(page.Next));
    }

    private static async Task<IResult> GetIssuer(HttpContext http, IGrainFactory grains, string issuer)
    {
        var totals = Ids.IsId(issuer, Identifiers.IssuerLength) ? await grains.GetGrain<IFleetGrain>(0).GetSubject(SubjectKind.Issuer, issuer, http.Cut()) : null;
        return totals is null ? Answers.NotFound("There is no such issuer.") : Answers.Resource(http, IssuerAnswer.Of(totals));
    }
}
