using PosMonitor.Access;
using PosMonitor.Documentation;
using PosMonitor.Queries;
using PosMonitor.Secrets;

namespace PosMonitor.Explanations;

/// <summary>One answer for the service desk to "what happened to my payment?".</summary>
public static class ExplainEndpoints
{
    /// <param name="routes">The group of <c>/v1</c>.</param>
    public static void MapExplanations(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/explain", Explain)
            .WithTags(Tags.Transactions).Needs(AccessNeed.Read)
            .WithName("explainTransaction")
            .WithSummary("What happened to a transaction, in words and facts, for the service desk")
            .WithDescription("With `acquirer`, `terminal` and `txn` one explanation, with an `ETag`. With the last four digits of the `card`, `amount` and `time` a list "
                + "of those that fit, over all terminals, newest first, at most 20. Sentences are in English and Chinese, their times in the acquirer's time zone.")
            .Produces<ExplanationAnswer>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound)
            .Takes(ExplainQuery.Acquirer, ExplainQuery.Terminal, ExplainQuery.Txn, ExplainQuery.LastFour, ExplainQuery.Amount, ExplainQuery.Time, ExplainQuery.Currency)
            .AddOpenApiOperationTransformer(Alternatives.Add<ListAnswer<ExplanationAnswer>>);

    private static async Task<IResult> Explain(HttpContext http, IGrainFactory grains, GatewaySeal seal)
    {
        var query = ExplainQuery.Read(http.Request, http.Cut());
        var desk = new ServiceDesk(grains, http.Cut());
        if (query.Card is { } card)
            return Answers.List(http, await desk.Explain(card), null);
        var (acquirer, terminal, txn) = query.Key!.Value;
        return await desk.Explain(acquirer, terminal, await seal.Seal(txn, http.RequestAborted)) is { } answer ? Answers.Resource(http, answer) : Answers.NotFound("There is no such transaction.");
    }
}
