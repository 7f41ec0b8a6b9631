using PosMonitor.Access;
using PosMonitor.Alerts;
using PosMonitor.Parties;
using PosMonitor.Transactions;

namespace PosMonitor.Explanations;

/// <summary>The alerts that belong to the story of a transaction, each list by <c>seq</c>.</summary>
/// <param name="Own">Those about the transaction.</param>
/// <param name="Context">Those about its terminal, merchant, issuer and acquirer that were open during its life.</param>
public sealed record TransactionAlerts(IReadOnlyList<Alert> Own, IReadOnlyList<Alert> Context)
{
    private const int Page = 1000;

    // What an alert is about stands in its rule: asking by rule leaves out the many alerts about other transactions of the same party.
    private static readonly string[] OfMerchant = ["merchant.failing", "settlement.second-clearing"];
    private static readonly string[] OfIssuer = ["issuer.degraded", "notification.degraded"];
    private static readonly string[] OfAcquirer = ["acquirer.degraded", "acquirer.silent", "acquirer.unlicensed"];

    public static async Task<TransactionAlerts> Of(IAlertArchiveGrain archive, TransactionView transaction, AcquirerCut? cut)
    {
        var queries = new List<AlertQuery> { new() { Terminal = transaction.Terminal } };
        if (transaction.Merchant is { } merchant)
            queries.AddRange(OfMerchant.Select(rule => new AlertQuery { Rule = rule, Merchant = merchant }));
        if (transaction.Issuer is { } issuer)
            queries.AddRange(OfIssuer.Select(rule => new AlertQuery { Rule = rule, Issuer = issuer }));
        queries.AddRange(OfAcquirer.Select(rule => new AlertQuery { Rule = rule, Acquirer = transaction.Acquirer }));
        var found = await Task.WhenAll(queries.Select(query => All(archive, query with { Cut = cut })));
        return Of(found.SelectMany(alerts => alerts), transaction);
    }

    /// <summary>Chooses among alerts.</summary>
    public static TransactionAlerts Of(IEnumerable<Alert> alerts, TransactionView transaction)
    {
        var (acquirer, terminal) = (transaction.Acquirer, $"{transaction.Acquirer}/{transaction.Terminal}");
        var own = $"{terminal}/{transaction.Txn}";
        var life = TransactionLife.Of(transaction);
        var once = alerts.DistinctBy(alert => alert.Id).OrderBy(alert => alert.Seq).ToList();
        return new TransactionAlerts(
            once.FindAll(alert => alert.SubjectKind == SubjectKind.Transaction && alert.SubjectId == own),
            once.FindAll(alert => IsAround(alert) && life.Overlaps(alert.OpenedAt, alert.ResolvedAt)));

        bool IsAround(Alert alert) => alert.SubjectKind switch
        {
            SubjectKind.Terminal => alert.SubjectId == terminal,
            SubjectKind.Merchant => transaction.Merchant is { } merchant && alert.SubjectId == $"{acquirer}/{merchant}",
            SubjectKind.Issuer => alert.SubjectId == transaction.Issuer,
            SubjectKind.Acquirer => alert.SubjectId == acquirer,
            _ => false,
        };
    }

    private static async Task<List<Alert>> All(IAlertArchiveGrain archive, AlertQuery query)
    {
        List<Alert> all = [];
        for (IReadOnlyList<Alert>? page = null; page is null || page.Count == Page;)
        {
            page = await archive.List(query with { After = all.Count == 0 ? 0 : all[^1].Seq, Limit = Page });
            all.AddRange(page);
        }
        return all;
    }
}
