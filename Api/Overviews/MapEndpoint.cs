using PosMonitor.Access;
using PosMonitor.Documentation;
using PosMonitor.Events;
using PosMonitor.Parties;
using PosMonitor.Queries;

namespace PosMonitor.Overviews;

internal static class MapEndpoint
{
    private const string ByMerchant = "merchant", Columns = "columns";
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(2);
    private static readonly Parameter By = new("by", "What the terminals are grouped by; `acquirer` where it is left out.", Words: ["acquirer", ByMerchant]);
    private static readonly Parameter Form = new("form", "`items`, one object a group, where it is left out; `columns` is a third of the size.", Words: ["items", Columns]);

    /// <param name="fleet">The group of <c>/v1/fleet</c>.</param>
    public static void MapMapOfFleet(this IEndpointRouteBuilder fleet) =>
        fleet.MapGet("/map", GetMap)
            .WithName("getFleetMap")
            .WithSummary("All terminals, in groups by acquirer or merchant, with how many do how")
            .WithDescription("Terminals of which an event was seen, by the merchant that they are bound to. `failing`, `slow`, `silent`, `offDuty`, `active` and `idle` count "
                + "them by status; `finished` and `failures` are sums over their windows. "
                + $"Of more than {MapGroups.Most} groups, the smallest in which no terminal fails, is slow or silent are put together, by acquirer, in the group whose `merchant` is null. "
                + "With `form=columns` the answer has an array for each name, and what stands at one place in each is one group. An answer is up to two seconds old.")
            .Produces<MapAnswer>().Produces(StatusCodes.Status304NotModified).Takes(By, OverviewParameters.Acquirer, Form)
            .AddOpenApiOperationTransformer(Alternatives.Add<MapColumns>);

    private static async Task<IResult> GetMap(HttpContext http, IGrainFactory grains, SharedAnswers shared)
    {
        var query = new QueryValues(http.Request);
        var (byMerchant, columns) = (query.Word(By) == ByMerchant, query.Word(Form) == Columns);
        var cut = http.Cut().Only(query.Id(OverviewParameters.Acquirer.Name, Identifiers.AcquirerLength));
        return Answers.Resource(http, await shared.Get($"map {byMerchant} {columns}", cut, Keep, () => Ask(grains, byMerchant, columns, cut)));
    }

    private static async Task<object> Ask(IGrainFactory grains, bool byMerchant, bool columns, AcquirerCut? cut)
    {
        var groups = MapGroup.Of(await grains.GetGrain<IFleetGrain>(0).GetMap(byMerchant, cut));
        return columns ? MapColumns.Of(groups) : new MapAnswer(groups);
    }
}
