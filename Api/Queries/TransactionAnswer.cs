using PosMonitor.Events;
using PosMonitor.Transactions;

namespace PosMonitor.Queries;

/// <summary>A transaction as contract §5 shows it. What is not known is null; amounts are minor units, times of day UTC.</summary>
public sealed record TransactionAnswer(
    string Acquirer, string Terminal, string Txn, string? Merchant, string? Issuer, TransactionKind? Kind, long? Amount, string? Currency, string? Card,
    DateTimeOffset? RequestedAt, DateTimeOffset? RespondedAt, DateTimeOffset? ReversedAt, string? Code, ResponseCause? Cause, Outcome Outcome,
    bool LateResponse, bool Orphan, double? ResponseMs, Verdict Verdict, Verdict? MerchantVerdict, double? DelayMs, IReadOnlyList<EventAnswer> Events)
{
    public static TransactionAnswer Of(TransactionView view) => new(
        view.Acquirer, view.Terminal, view.Txn, view.Merchant, view.Issuer, view.Kind, view.Amount, view.Currency, view.Card,
        view.RequestedAt, view.RespondedAt, view.ReversedAt, view.Code, view.Cause is ResponseCause.None ? null : view.Cause, view.Outcome,
        view.LateResponse, view.Orphan, Round(view.ResponseMs), view.Verdict, view.MerchantVerdict, Round(view.DelayMs),
        [.. view.Events.Select(EventAnswer.Of)]);

    // Times are exact to 100 ns; what is below is noise of the division.
    private static double? Round(double? milliseconds) => milliseconds is { } value ? Math.Round(value, 4) : null;
}
