using PosMonitor.Access;
using PosMonitor.Queries;

namespace PosMonitor.Settings;

/// <summary>Settings of every scope over HTTP (contract §5).</summary>
public static class SettingsEndpoints
{
    /// <param name="routes">The group of <c>/v1</c>.</param>
    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        var settings = routes.MapGroup("/settings").WithTags(Tags.Settings).Needs(AccessNeed.Read);
        // What is in force for everybody is read by everybody; who changed it when, and changing it, is for those who may see everybody.
        MapScope(settings, "/fleet", "Fleet", "the fleet", AccessNeed.AdministerAll, AccessNeed.ReadAll, _ => SettingScope.Fleet);
        MapScope(settings, "/acquirer/{acquirer}", "Acquirer", "an acquirer", AccessNeed.Administer, AccessNeed.Read, ids => SettingScope.OfAcquirer(ids("acquirer")));
        MapScope(settings, "/merchant/{acquirer}/{merchant}", "Merchant", "a merchant", AccessNeed.Administer, AccessNeed.Read, ids => SettingScope.OfMerchant(ids("acquirer"), ids("merchant")));
        MapScope(settings, "/issuer/{issuer}", "Issuer", "an issuer", AccessNeed.AdministerAll, AccessNeed.ReadAll, ids => SettingScope.OfIssuer(ids("issuer")));
        MapScope(settings, "/terminal/{acquirer}/{terminal}", "Terminal", "a terminal", AccessNeed.Administer, AccessNeed.Read, ids => SettingScope.OfTerminal(ids("acquirer"), ids("terminal")));
    }

    private static void MapScope(
        RouteGroupBuilder settings, string path, string name, string whom, AccessNeed toChange, AccessNeed toSeeChanges, Func<Func<string, string>, string> scopeOf)
    {
        settings.MapGet(path, (HttpContext http, IGrainFactory grains) => For(http, scopeOf, scope => Get(http, grains, scope)))
            .WithName($"get{name}Settings")
            .WithSummary($"Every setting as it is in force for {whom}")
            .WithDescription("At top level every setting; `sources` tells of each who sets it: `default`, `file` (files, environment or command line), or a scope; "
                + "`set` is what this scope itself sets. The nearest scope wins.")
            .AddOpenApiOperationTransformer(SettingsOpenApi.DescribeAnswer)
            .Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound).Takes();
        settings.MapPut(path, (HttpContext http, IGrainFactory grains) => For(http, scopeOf, scope => Put(http, grains, scope)))
            .WithName($"put{name}Settings")
            .WithSummary($"Sets what differs for {whom}")
            .WithDescription("Takes the place of all that the scope set before, and is in force when it is answered, without a restart. With `If-Match` only where nobody changed it meanwhile.")
            .AddOpenApiOperationTransformer(SettingsOpenApi.DescribeAnswer).AddOpenApiOperationTransformer(SettingsOpenApi.DescribeBody)
            .Needs(toChange).ProducesEditProblems().Takes();
        settings.MapDelete(path, (HttpContext http, IGrainFactory grains) => For(http, scopeOf, scope => Delete(http, grains, scope)))
            .WithName($"delete{name}Settings")
            .WithSummary($"Takes away all that differs for {whom}")
            .Needs(toChange).Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed).Takes();
        settings.MapGet(path + "/history", (HttpContext http, IGrainFactory grains) => For(http, scopeOf, scope => History(http, grains, scope)))
            .Needs(toSeeChanges)
            .WithName($"get{name}SettingsHistory")
            .WithSummary($"What was set for {whom}, when and by whom, newest first")
            .Produces<ListAnswer<SettingsChange>>().ProducesProblem(StatusCodes.Status404NotFound).Takes(Parameter.Limit, Parameter.Cursor);
    }

    // Ids that can be none are those of nobody.
    private static Task<IResult> For(HttpContext http, Func<Func<string, string>, string> scopeOf, Func<string, Task<IResult>> answer)
    {
        var scope = scopeOf(name => (string)http.Request.RouteValues[name]!);
        return SettingScope.TryParse(scope, out _) ? answer(scope) : Task.FromResult(Answers.NotFound("There is no such scope."));
    }

    private static async Task<IResult> Get(HttpContext http, IGrainFactory grains, string scope) => Answers.Resource(http, await Current(grains, scope, hideLast: http.Cut() is not null && IsOfAll(scope)));

    private static Task<IResult> Put(HttpContext http, IGrainFactory grains, string scope) =>
        ConfigurationEdits.Put(http, ConfigurationEdits.Book(grains), ConfigurationKind.Settings, scope, async () => await Current(grains, scope));

    private static Task<IResult> Delete(HttpContext http, IGrainFactory grains, string scope) =>
        ConfigurationEdits.Delete(http, ConfigurationEdits.Book(grains), ConfigurationKind.Settings, scope, async () => await Current(grains, scope));

    private static Task<IResult> History(HttpContext http, IGrainFactory grains, string scope) =>
        HistoryPages.Answer(http, ConfigurationEdits.Book(grains), ConfigurationKind.Settings, scope, SettingsChange.Of);

    private static async Task<byte[]> Current(IGrainFactory grains, string scope, bool hideLast = false) =>
        SettingsAnswer.Of(await ConfigurationEdits.Book(grains).GetSettings(scope), hideLast);

    private static bool IsOfAll(string scope) => SettingScope.Parse(scope).Acquirer is null;
}
