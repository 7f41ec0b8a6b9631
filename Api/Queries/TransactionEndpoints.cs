using PosMonitor.Access;
using PosMonitor.Errors;
using PosMonitor.Secrets;
using PosMonitor.Transactions;

namespace PosMonitor.Queries;

internal static class TransactionEndpoints
{
    private static readonly Parameter From = new("from", "Only transactions requested at this time or later.", Parameter.Instant);
    private static readonly Parameter To = new("to", "Only transactions requested before this time.", Parameter.Instant);

    public static void MapTransactions(this IEndpointRouteBuilder routes)
    {
        var transactions = routes.MapGroup("/acquirers/{acquirer}/terminals/{terminal}/transactions").WithTags(Tags.Transactions).Needs(AccessNeed.Read);
        transactions.MapGet("", ListTransactions)
            .WithName("listTransactions")
            .WithSummary("Transactions of a terminal, newest first")
            .WithDescription("Live transactions and those of the journal, each with every event on record, its outcome and verdict. One without a request stands at the time of its first event.")
            .Produces<ListAnswer<TransactionAnswer>>().ProducesProblem(StatusCodes.Status404NotFound)
            .Takes(From, To, Parameter.Limit, Parameter.Cursor);
        transactions.MapGet("/{txn}", GetTransaction)
            .WithName("getTransaction")
            .WithSummary("A transaction, with every event on record and the verdict")
            .Produces<TransactionAnswer>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound).Takes();
    }

    private static async Task<IResult> ListTransactions(HttpContext http, IGrainFactory grains, string acquirer, string terminal)
    {
        var values = new QueryValues(http.Request);
        var query = new TransactionQuery(values.Time(From.Name), values.Time(To.Name), values.AfterTransaction(), values.Limit());
        if (query.From > query.To)
            throw BadParameterException.Of(To.Name, "a time that is not before from");
        if (TerminalEndpoints.Find(grains, acquirer, terminal) is not { } grain)
            return TerminalEndpoints.Unknown();
        var page = await grain.GetTransactions(query);
        return page.Items.Count == 0 && await grain.GetState() is null
            ? TerminalEndpoints.Unknown()
            : Answers.List(http, [.. page.Items.Select(TransactionAnswer.Of)], Cursors.OfTransaction(page.Next));
    }

    private static async Task<IResult> GetTransaction(HttpContext http, IGrainFactory grains, GatewaySeal seal, string acquirer, string terminal, string txn)
    {
        var view = Ids.IsTxn(txn) && TerminalEndpoints.Find(grains, acquirer, terminal) is { } grain ? await grain.GetTransaction(await seal.Seal(txn, http.RequestAborted)) : null;
        return view is null ? Answers.NotFound("There is no such transaction.") : Answers.Resource(http, TransactionAnswer.Of(view));
    }
}
