using PosMonitor.Alerts;
using PosMonitor.Explanations;
using PosMonitor.Parties;
using PosMonitor.Transactions;

namespace PosMonitor.Searches;

/// <summary>Something that was found: with the ids that are not null its own path is written.</summary>
/// <param name="Kind">`terminal`, `merchant`, `acquirer`, `issuer`, `transaction` or `alert`.</param>
/// <param name="Acquirer">Whose it is.</param>
/// <param name="Terminal">The terminal.</param>
/// <param name="Merchant">The merchant; of a terminal, the one that it is bound to.</param>
/// <param name="Txn">The key of the transaction.</param>
/// <param name="Issuer">The card's bank.</param>
/// <param name="Alert">The id of the alert.</param>
/// <param name="Label">A line for people.</param>
public sealed record SearchItem(string Kind, string? Acquirer, string? Terminal, string? Merchant, string? Txn, string? Issuer, string? Alert, Phrase Label)
{
    public static SearchItem Of(SearchHit hit) => hit.Kind switch
    {
        SubjectKind.Terminal => new("terminal", hit.Acquirer, hit.Id, hit.Merchant, null, null, null, hit.Merchant is null
            ? new($"Terminal {hit.Id} of {hit.Acquirer}", $"{hit.Acquirer} 终端 {hit.Id}")
            : new($"Terminal {hit.Id} of {hit.Acquirer}, merchant {hit.Merchant}", $"{hit.Acquirer} 终端 {hit.Id}，商户 {hit.Merchant}")),
        SubjectKind.Merchant => new("merchant", hit.Acquirer, null, hit.Id, null, null, null, new($"Merchant {hit.Id} of {hit.Acquirer}", $"{hit.Acquirer} 商户 {hit.Id}")),
        SubjectKind.Acquirer => new("acquirer", hit.Id, null, null, null, null, null, new($"Acquirer {hit.Id}", $"收单机构 {hit.Id}")),
        SubjectKind.Issuer => new("issuer", null, null, null, null, hit.Id, null, new($"Issuer {hit.Id}", $"发卡行 {hit.Id}")),
        _ => Of(hit.Transaction!),
    };

    public static SearchItem Of(TransactionView transaction)
    {
        var (what, terminal) = (transaction.Amount is { } amount ? $"{Words.Money(amount, transaction.Currency!)}, " : "", $"{transaction.Acquirer}/{transaction.Terminal}");
        var time = Words.Time(transaction.SortTime.UtcTicks);
        return new SearchItem("transaction", transaction.Acquirer, transaction.Terminal, transaction.Merchant, transaction.Txn, transaction.Issuer, null,
            new($"Transaction {transaction.Txn} on {terminal}: {what}{time}", $"{terminal} 交易 {transaction.Txn}：{what}{time}"));
    }

    public static SearchItem Of(Alert alert) => new(
        "alert", alert.Acquirer, alert.Terminal, alert.Merchant, alert.Txn, alert.Issuer, alert.Id, new(alert.TitleEn, alert.TitleZh));
}
