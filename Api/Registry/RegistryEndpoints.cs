using PosMonitor.Access;
using PosMonitor.Events;
using PosMonitor.Queries;
using PosMonitor.Settings;
using PosMonitor.Terminals;

namespace PosMonitor.Registry;

/// <summary>The registry over HTTP (contract §5): acquirers, and terminals one by one or many at once.</summary>
public static class RegistryEndpoints
{
    /// <summary>What the endpoints need. They also need those of events.</summary>
    public static IServiceCollection AddRegistry(this IServiceCollection services) => services.AddSingleton<TerminalUpload>();

    /// <param name="routes">The group of <c>/v1</c>.</param>
    public static void MapRegistry(this IEndpointRouteBuilder routes)
    {
        var registry = routes.MapGroup("/registry").WithTags(Tags.Registry).Needs(AccessNeed.Read);
        MapAcquirers(registry);
        MapTerminals(registry);
        registry.MapPost("/terminals", static (HttpContext http, TerminalUpload upload) => upload.Take(http))
            .WithName("importTerminals")
            .WithSummary("Registers many terminals at once")
            .WithDescription("A table with a header row (CSV of RFC 4180, columns in any order) or one JSON object a line; gzip or br. All good rows are taken in one commit; a bad one "
                + "costs only itself. Of a terminal that is in several rows, the last good one counts.")
            .AddOpenApiOperationTransformer(UploadOpenApi.DescribeBody)
            .Needs(AccessNeed.Administer).Produces<UploadAnswer>()
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).Takes();
    }

    private static void MapAcquirers(RouteGroupBuilder registry)
    {
        registry.MapGet("/acquirers", ListAcquirers)
            .WithName("listRegisteredAcquirers")
            .WithSummary("The acquirers that the registry holds")
            .WithDescription("In order of their ids. Ten are there from the start, with `version` 0; none of them is verified.")
            .Produces<ListAnswer<RegisteredAcquirer>>().Takes(Parameter.Limit, Parameter.Cursor);
        registry.MapGet("/acquirers/{acquirer}", GetAcquirer)
            .WithName("getRegisteredAcquirer")
            .WithSummary("The registry's entry of an acquirer")
            .Produces<RegisteredAcquirer>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound).Takes();
        registry.MapPut("/acquirers/{acquirer}", PutAcquirer)
            .WithName("putRegisteredAcquirer")
            .WithSummary("Registers an acquirer, or changes its entry")
            .WithDescription("Takes the place of the whole entry. With `If-Match` only where nobody changed it meanwhile. Who is judged by an entry does not write it.")
            .Accepts<AcquirerBody>("application/json")
            .Needs(AccessNeed.AdministerAll).Produces<RegisteredAcquirer>().ProducesEditProblems().Takes();
        registry.MapDelete("/acquirers/{acquirer}", DeleteAcquirer)
            .WithName("deleteRegisteredAcquirer")
            .WithSummary("Takes an acquirer out of the registry")
            .Needs(AccessNeed.AdministerAll).Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed).Takes();
        registry.MapGet("/acquirers/{acquirer}/history", AcquirerHistory)
            .WithName("getRegisteredAcquirerHistory")
            .WithSummary("What the entry of an acquirer was, when and by whom, newest first")
            .Produces<ListAnswer<RegistryChange>>().ProducesProblem(StatusCodes.Status404NotFound).Takes(Parameter.Limit, Parameter.Cursor);
    }

    private static void MapTerminals(RouteGroupBuilder registry)
    {
        registry.MapGet("/terminals/{acquirer}", ListTerminals)
            .WithName("listRegisteredTerminals")
            .WithSummary("The registered terminals of an acquirer")
            .WithDescription("In order of their ids.")
            .Produces<ListAnswer<RegisteredTerminal>>().ProducesProblem(StatusCodes.Status404NotFound).Takes(Parameter.Limit, Parameter.Cursor);
        registry.MapGet("/terminals/{acquirer}/{terminal}", GetTerminal)
            .WithName("getRegisteredTerminal")
            .WithSummary("The registry's entry of a terminal")
            .Produces<RegisteredTerminal>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound).Takes();
        registry.MapPut("/terminals/{acquirer}/{terminal}", PutTerminal)
            .WithName("putRegisteredTerminal")
            .WithSummary("Registers a terminal, or changes its entry")
            .WithDescription("Takes the place of the whole entry. With `If-Match` only where nobody changed it meanwhile.")
            .Accepts<TerminalBody>("application/json")
            .Needs(AccessNeed.Administer).Produces<RegisteredTerminal>().ProducesEditProblems().Takes();
        registry.MapDelete("/terminals/{acquirer}/{terminal}", DeleteTerminal)
            .WithName("deleteRegisteredTerminal")
            .WithSummary("Takes a terminal out of the registry")
            .Needs(AccessNeed.Administer).Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed).Takes();
        registry.MapGet("/terminals/{acquirer}/{terminal}/history", TerminalHistory)
            .WithName("getRegisteredTerminalHistory")
            .WithSummary("What the entry of a terminal was, when and by whom, newest first")
            .Produces<ListAnswer<RegistryChange>>().ProducesProblem(StatusCodes.Status404NotFound).Takes(Parameter.Limit, Parameter.Cursor);
    }

    private static async Task<IResult> ListAcquirers(HttpContext http, IGrainFactory grains)
    {
        var query = new QueryValues(http.Request);
        var (after, limit) = (query.After(Identifiers.AcquirerLength), query.Limit());
        var found = await Book(grains).ListAcquirers(after, limit + 1, http.Cut());
        return Page(http, found, limit, RegisteredAcquirer.Of, acquirer => acquirer.Id);
    }

    private static async Task<IResult> ListTerminals(HttpContext http, IGrainFactory grains, string acquirer)
    {
        var query = new QueryValues(http.Request);
        var (after, limit) = (query.After(Identifiers.TerminalLength), query.Limit());
        if (!Ids.IsAcquirer(acquirer))
            return ConfigurationEdits.Unknown();
        var found = await Book(grains).ListTerminals(acquirer, after, limit + 1);
        return Page(http, found, limit, RegisteredTerminal.Of, terminal => terminal.Terminal);
    }

    private static async Task<IResult> GetAcquirer(HttpContext http, IGrainFactory grains, string acquirer) =>
        Ids.IsAcquirer(acquirer) && await Acquirer(grains, acquirer) is { } body ? Answers.Resource(http, body) : ConfigurationEdits.Unknown();

    private static async Task<IResult> PutAcquirer(HttpContext http, IGrainFactory grains, string acquirer) => Ids.IsAcquirer(acquirer)
        ? await ConfigurationEdits.Put(http, Book(grains), ConfigurationKind.Acquirer, acquirer, () => Acquirer(grains, acquirer))
        : ConfigurationEdits.Unknown();

    private static async Task<IResult> DeleteAcquirer(HttpContext http, IGrainFactory grains, string acquirer) => Ids.IsAcquirer(acquirer)
        ? await ConfigurationEdits.Delete(http, Book(grains), ConfigurationKind.Acquirer, acquirer, () => Acquirer(grains, acquirer))
        : ConfigurationEdits.Unknown();

    private static async Task<IResult> AcquirerHistory(HttpContext http, IGrainFactory grains, string acquirer) => Ids.IsAcquirer(acquirer)
        ? await HistoryPages.Answer(http, Book(grains), ConfigurationKind.Acquirer, acquirer, RegistryChange.Of)
        : ConfigurationEdits.Unknown();

    private static async Task<IResult> GetTerminal(HttpContext http, IGrainFactory grains, string acquirer, string terminal) =>
        AreIds(acquirer, terminal) && await Terminal(grains, acquirer, terminal) is { } body ? Answers.Resource(http, body) : ConfigurationEdits.Unknown();

    private static async Task<IResult> PutTerminal(HttpContext http, IGrainFactory grains, string acquirer, string terminal) => AreIds(acquirer, terminal)
        ? await ConfigurationEdits.Put(http, Book(grains), ConfigurationKind.Terminal, TerminalKey.Of(acquirer, terminal), () => Terminal(grains, acquirer, terminal))
        : ConfigurationEdits.Unknown();

    private static async Task<IResult> DeleteTerminal(HttpContext http, IGrainFactory grains, string acquirer, string terminal) => AreIds(acquirer, terminal)
        ? await ConfigurationEdits.Delete(http, Book(grains), ConfigurationKind.Terminal, TerminalKey.Of(acquirer, terminal), () => Terminal(grains, acquirer, terminal))
        : ConfigurationEdits.Unknown();

    private static async Task<IResult> TerminalHistory(HttpContext http, IGrainFactory grains, string acquirer, string terminal) => AreIds(acquirer, terminal)
        ? await HistoryPages.Answer(http, Book(grains), ConfigurationKind.Terminal, TerminalKey.Of(acquirer, terminal), RegistryChange.Of)
        : ConfigurationEdits.Unknown();

    private static async Task<byte[]?> Acquirer(IGrainFactory grains, string acquirer) =>
        await Book(grains).GetAcquirer(acquirer) is { } entry ? Answers.Body(RegisteredAcquirer.Of(entry)) : null;

    private static async Task<byte[]?> Terminal(IGrainFactory grains, string acquirer, string terminal) =>
        await Book(grains).GetTerminal(acquirer, terminal) is { } entry ? Answers.Body(RegisteredTerminal.Of(entry)) : null;

    // One more than the page tells whether there is another.
    private static IResult Page<T>(HttpContext http, IReadOnlyList<RegistryEntry> found, int limit, Func<RegistryEntry, T> itemOf, Func<T, string> idOf)
    {
        var page = found.Take(limit).Select(itemOf).ToList();
        return Answers.List(http, page, found.Count > limit ? Cursors.OfId(idOf(page[^1])) : null);
    }

    private static bool AreIds(string acquirer, string terminal) => Ids.IsAcquirer(acquirer) && Ids.IsTerminal(terminal);

    private static IConfigurationGrain Book(IGrainFactory grains) => ConfigurationEdits.Book(grains);
}
