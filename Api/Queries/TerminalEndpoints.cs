using PosMonitor.Access;
using PosMonitor.Events;
using PosMonitor.Parties;
using PosMonitor.Terminals;

namespace PosMonitor.Queries;

internal static class TerminalEndpoints
{
    private static readonly Parameter Status = new("status", "Only terminals that do so.", Words: QueryValues.StatusWords);
    private static readonly Parameter Merchant = new("merchant", "Only terminals that are bound to this merchant.");

    public static void MapTerminals(this IEndpointRouteBuilder routes)
    {
        var terminals = routes.MapGroup("/acquirers/{acquirer}/terminals").WithTags(Tags.Terminals).Needs(AccessNeed.Read);
        terminals.MapGet("", ListTerminals)
            .WithName("listTerminals")
            .WithSummary("Terminals of an acquirer")
            .WithDescription("State and totals of the acquirer's terminals, in order of their ids.")
            .Produces<ListAnswer<TerminalAnswer>>().ProducesProblem(StatusCodes.Status404NotFound)
            .Takes(Status, Merchant, Parameter.Limit, Parameter.Cursor);
        terminals.MapGet("/{terminal}", GetTerminal)
            .WithName("getTerminal")
            .WithSummary("State of a terminal")
            .WithDescription("`status` is the first that holds of `failing`, `slow`, `silent`, `off-duty`, `active` (an event in the last 15 minutes) and `idle`.")
            .Produces<TerminalAnswer>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound).Takes();
    }

    /// <summary>The answer to a question about a terminal of which no event was ever seen.</summary>
    public static IResult Unknown() => Answers.NotFound("There is no such terminal.");

    /// <summary>The grain of a terminal, or null where the ids of the address cannot be those of one.</summary>
    public static ITerminalGrain? Find(IGrainFactory grains, string acquirer, string terminal) =>
        Ids.IsAcquirer(acquirer) && Ids.IsTerminal(terminal) ? grains.GetGrain<ITerminalGrain>(TerminalKey.Of(acquirer, terminal)) : null;

    private static async Task<IResult> ListTerminals(HttpContext http, IGrainFactory grains, string acquirer)
    {
        var values = new QueryValues(http.Request);
        var query = new TerminalQuery(
            acquirer, values.Status(Status), values.Id(Merchant.Name, Identifiers.MerchantLength), values.After(Identifiers.TerminalLength), values.Limit());
        if (!Ids.IsAcquirer(acquirer))
            return AcquirerEndpoints.Unknown();
        var fleet = grains.GetGrain<IFleetGrain>(0);
        var page = await fleet.ListTerminals(query);
        return page.Items.Count == 0 && !await AcquirerEndpoints.IsKnown(fleet, acquirer, http.Cut())
            ? AcquirerEndpoints.Unknown()
            : Answers.List(http, [.. page.Items.Select(TerminalAnswer.Of)], Cursors.OfId(page.Next));
    }

    private static async Task<IResult> GetTerminal(HttpContext http, IGrainFactory grains, string acquirer, string terminal)
    {
        var state = Find(grains, acquirer, terminal) is { } grain ? await grain.GetState() : null;
        return state is null ? Unknown() : Answers.Resource(http, TerminalAnswer.Of(state));
    }
}
