using PosMonitor.Access;
using PosMonitor.Events;
using PosMonitor.Overviews;
using PosMonitor.Parties;
using PosMonitor.Settings;

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
        issuers.MapGet("/{issuer}/delays", GetDelays)
            .WithName("getIssuerDelays")
            .WithSummary("How long an issuer's notifications took, by channel")
            .WithDescription("Since the beginning, from the response to the match. Of each channel `buckets` tells how many delays were longer than the `le` of the bucket before and "
                + "at most its own, in milliseconds; the last one, whose `le` is null, all that were longer. `notifySla` is what is in force for the issuer, where no merchant or terminal "
                + "has another one.")
            .Produces<DelaysAnswer>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound).Takes();
    }

    private static async Task<IResult> ListIssuers(HttpContext http, IGrainFactory grains)
    {
        var query = new QueryValues(http.Request);
        var page = await grains.GetGrain<IFleetGrain>(0).ListSubjects(SubjectKind.Issuer, null, query.After(Identifiers.IssuerLength), query.Limit(), http.Cut());
        return Answers.List(http, [.. page.Items.Select(IssuerAnswer.Of)], Cursors.OfId(page.Next));
    }

    private static async Task<IResult> GetIssuer(HttpContext http, IGrainFactory grains, string issuer) =>
        await Find(http, grains, issuer) is { } totals ? Answers.Resource(http, IssuerAnswer.Of(totals)) : Unknown();

    private static async Task<IResult> GetDelays(HttpContext http, IGrainFactory grains, string issuer)
    {
        if (await Find(http, grains, issuer) is not { } totals)
            return Unknown();
        var terms = await grains.GetGrain<IConfigurationGrain>(0).GetTerms(null, null, issuer, null);
        var settings = new DetectionOptions();
        SettingOverrides.Parse(terms.Settings).ApplyTo(settings);
        return Answers.Resource(http, DelaysAnswer.Of(totals, Duration.Format(settings.NotifySla)));
    }

    private static async Task<SubjectTotals?> Find(HttpContext http, IGrainFactory grains, string issuer) =>
        Ids.IsId(issuer, Identifiers.IssuerLength) ? await grains.GetGrain<IFleetGrain>(0).GetSubject(SubjectKind.Issuer, issuer, http.Cut()) : null;

    private static IResult Unknown() => Answers.NotFound("There is no such issuer.");
}
