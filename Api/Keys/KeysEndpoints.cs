using PosMonitor.Access;
using PosMonitor.Errors;
using PosMonitor.Queries;
using PosMonitor.Settings;

namespace PosMonitor.Keys;

/// <summary>Keys over HTTP (contract §6).</summary>
public static class KeysEndpoints
{
    private const int MostBytes = 64 * 1024;
    private const int LongestId = 32;
    private static readonly TimeSpan LongestGrace = TimeSpan.FromDays(7);
    private static readonly Parameter Grace = new("grace", "How long the old key stays good, `hh:mm:ss`, at most 7 days. Without it the old key ends at once.");

    /// <param name="routes">The group of <c>/v1</c>.</param>
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/keys").WithTags(Tags.Keys).Needs(AccessNeed.AdministerAll);
        keys.MapPost("", Make)
            .WithName("makeKey")
            .WithSummary("Makes a key")
            .WithDescription("The key is told in this answer and never again: only its hash is kept.")
            .Accepts<KeyBody>("application/json")
            .Produces<NewKeyAnswer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType).Takes();
        keys.MapGet("", List)
            .WithName("listKeys")
            .WithSummary("All keys, those that are revoked or expired too")
            .WithDescription("In order of their ids.")
            .Produces<ListAnswer<KeyAnswer>>().Takes(Parameter.Limit, Parameter.Cursor);
        keys.MapGet("/{id}", Get)
            .WithName("getKey")
            .WithSummary("A key, but for the key itself")
            .Produces<KeyAnswer>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound).Takes();
        keys.MapDelete("/{id}", Revoke)
            .WithName("revokeKey")
            .WithSummary("Ends a key, within two seconds on every gateway")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).Takes();
        keys.MapPost("/{id}/rotate", Rotate)
            .WithName("rotateKey")
            .WithSummary("Puts a new key in the place of one")
            .Produces<NewKeyAnswer>().ProducesProblem(StatusCodes.Status404NotFound).Takes(Grace);
    }

    private static async Task<IResult> Make(HttpContext http, IGrainFactory grains, Keyring keyring, TimeProvider time)
    {
        var (json, refusal) = await JsonBody.Read(http, MostBytes);
        if (json is null)
            return refusal!;
        var key = AccessKey.Make();
        var errors = new List<FieldError>();
        if (KeyBody.Read(json, time.GetUtcNow(), AccessKey.HashOf(key), errors) is not { } draft)
            return Problems.Of(StatusCodes.Status400BadRequest, string.Join(' ', errors.Select(error => error.Message)), ("errors", errors.ToArray()));
        var made = await Book(grains).Make(draft, http.User.Identity!.Name!);
        // It opens at once; where it cannot be learned now, it is all the same told, as it never is again.
        await keyring.CatchUp().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Response.Headers.Location = $"/v1/keys/{made.Id}";
        return Told(http, made, key, StatusCodes.Status201Created);
    }

    private static async Task<IResult> List(HttpContext http, IGrainFactory grains)
    {
        var query = new QueryValues(http.Request);
        var limit = query.Limit();
        // One more than the page tells whether there is another.
        var found = await Book(grains).List(query.After(LongestId), limit + 1);
        return Answers.List<KeyAnswer>(http, [.. found.Take(limit).Select(KeyAnswer.Of)], found.Count > limit ? Cursors.OfId(found[limit - 1].Id) : null);
    }

    private static async Task<IResult> Get(HttpContext http, IGrainFactory grains, string id) =>
        await Book(grains).Get(id) is { } key ? Answers.Resource(http, KeyAnswer.Of(key)) : Unknown();

    private static async Task<IResult> Revoke(IGrainFactory grains, Keyring keyring, string id)
    {
        if (await Book(grains).Revoke(id) is null)
            return Unknown();
        await keyring.CatchUp();
        return Results.NoContent();
    }

    private static async Task<IResult> Rotate(HttpContext http, IGrainFactory grains, Keyring keyring, string id)
    {
        var grace = GraceOf(http.Request);
        var key = AccessKey.Make();
        if (await Book(grains).Rotate(id, AccessKey.HashOf(key), grace) is not { } rotated)
            return Unknown();
        await keyring.CatchUp();
        return Told(http, rotated, key, StatusCodes.Status200OK);
    }

    private static IResult Told(HttpContext http, KeyEntry entry, string key, int status)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new NewKeyAnswer(entry.Id, key), Json.WireFormat.Options, statusCode: status);
    }

    private static TimeSpan GraceOf(HttpRequest request)
    {
        if (request.Query[Grace.Name].ToString() is not { Length: > 0 } text)
            return TimeSpan.Zero;
        return Duration.TryParse(text, out var grace) && grace <= LongestGrace ? grace : throw BadParameterException.Of(Grace.Name, "a duration such as 00:10:00, at most 7 days");
    }

    private static IResult Unknown() => Answers.NotFound("There is no such key.");

    private static IKeyringGrain Book(IGrainFactory grains) => grains.GetGrain<IKeyringGrain>(0);
}
