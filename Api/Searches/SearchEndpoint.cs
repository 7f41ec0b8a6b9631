using PosMonitor.Access;
using PosMonitor.Errors;
using PosMonitor.Queries;
using PosMonitor.Secrets;

namespace PosMonitor.Searches;

/// <summary>One box for everything that has an id.</summary>
public static class SearchEndpoint
{
    private const int LongestText = 128;
    private static readonly Parameter Text = new("q", $"What is looked for: 1 to {LongestText} characters.");
    private static readonly Parameter Zone = new("timeZone", "The IANA name of the time zone of times without an offset, such as `Asia/Shanghai`; UTC where it is left out.");

    /// <param name="routes">The group of <c>/v1</c>.</param>
    public static void MapSearch(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/search", Find)
            .WithTags(Tags.Fleet).Needs(AccessNeed.Read)
            .WithName("search")
            .WithSummary("Whatever has the id that somebody types")
            .WithDescription("A terminal, merchant, acquirer or issuer by its id or the beginning of it, or of one acquirer's by `acquirer/id`; a transaction by `acquirer/terminal/txn`, or by its key alone while it is held; "
                + "an alert by its id; or a payment as a cardholder remembers it, `1234 12.50 14:05`: the card's last four digits, the amount (with a point as on a receipt, else in minor "
                + "units) and the minute, three more or less, of the last day or with a date: `1234 1250 2026-11-27T14:05`. "
                + "Best first, at most 20. Of a card number only the last four digits are used; what may be one is not looked for as an id.")
            .Produces<SearchAnswer>().Takes(Text, Zone);

    private static async Task<IResult> Find(HttpContext http, IGrainFactory grains, GatewaySeal seal, TimeProvider time)
    {
        var text = http.Request.Query[Text.Name].ToString().Trim();
        if (text.Length is 0 or > LongestText)
            throw BadParameterException.Of(Text.Name, $"1 to {LongestText} characters");
        var found = await new SearchDesk(grains, seal, http.Cut()).Find(text, ZoneOf(http.Request), time.GetUtcNow(), http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new SearchAnswer(found), Json.WireFormat.Options);
    }

    private static TimeZoneInfo ZoneOf(HttpRequest request)
    {
        var name = request.Query[Zone.Name].ToString();
        if (name.Length == 0)
            return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : throw BadParameterException.Of(Zone.Name, "the IANA name of a time zone, such as Asia/Shanghai");
    }
}
