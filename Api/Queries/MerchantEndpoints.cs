using PosMonitor.Access;
using PosMonitor.Events;
using PosMonitor.Parties;

namespace PosMonitor.Queries;

internal static class MerchantEndpoints
{
    public static void MapMerchants(this IEndpointRouteBuilder routes)
    {
        var merchants = routes.MapGroup("/acquirers/{acquirer}/merchants").WithTags(Tags.Merchants).Needs(AccessNeed.Read);
        merchants.MapGet("", ListMerchants)
            .WithName("listMerchants")
            .WithSummary("Merchants of an acquirer with their totals")
            .WithDescription("All merchants of the acquirer that a request ever named, in order of their ids.")
            .Produces<ListAnswer<MerchantItem>>().ProducesProblem(StatusCodes.Status404NotFound).Takes(Parameter.Limit, Parameter.Cursor);
        merchants.MapGet("/{merchant}", GetMerchant)
            .WithName("getMerchant")
            .WithSummary("Totals of a merchant, and its terminals")
            .Produces<MerchantAnswer>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound).Takes();
    }

    private static async Task<IResult> ListMerchants(HttpContext http, IGrainFactory grains, string acquirer)
    {
        var query = new QueryValues(http.Request);
        var (after, limit) = (query.After(Identifiers.MerchantLength), query.Limit());
        if (!Ids.IsAcquirer(acquirer))
            return AcquirerEndpoints.Unknown();
        var fleet = grains.GetGrain<IFleetGrain>(0);
        var page = await fleet.ListSubjects(SubjectKind.Merchant, acquirer, after, limit, http.Cut());
        return page.Items.Count == 0 && !await AcquirerEndpoints.IsKnown(fleet, acquirer, http.Cut())
            ? AcquirerEndpoints.Unknown()
            : Answers.List(http, [.. page.Items.Select(merchant => MerchantItem.Of(acquirer, merchant))], Cursors.OfId(page.Next));
    }

    private static async Task<IResult> GetMerchant(HttpContext http, IGrainFactory grains, string acquirer, string merchant)
    {
        var view = Ids.IsAcquirer(acquirer) && Ids.IsId(merchant, Identifiers.MerchantLength)
            ? await grains.GetGrain<IFleetGrain>(0).GetMerchant(acquirer, merchant)
            : null;
        return view is null ? Answers.NotFound("There is no such merchant.") : Answers.Resource(http, MerchantAnswer.Of(view));
    }
}
