using PosMonitor.Explanations;
using PosMonitor.Operations.Views;
using PosMonitor.Queries;
using PosMonitor.Transactions;

namespace PosMonitor.Operations.Parties;

/// <summary>The figures of totals, in the order in which they are shown.</summary>
internal static class TotalsRows
{
    public static readonly IReadOnlyList<TotalsRow> All =
    [
        Count(SubjectTerms.Requested, totals => totals.Transactions.Requested),
        Count(SubjectTerms.Of(Outcome.Approved), totals => totals.Transactions.Approved),
        Count(SubjectTerms.Of(Outcome.Declined), totals => totals.Transactions.Declined),
        Count(SubjectTerms.Of(Outcome.Failed), totals => totals.Transactions.Failed),
        Count(SubjectTerms.Of(Outcome.TimedOut), totals => totals.Transactions.TimedOut),
        Count(SubjectTerms.Of(Outcome.Reversed), totals => totals.Transactions.Reversed),
        Count(SubjectTerms.Of(Outcome.Pending), totals => totals.Transactions.Pending),
        new(view => view[SubjectTerms.FailureShare], (totals, _) => Viewpoint.Share(FailuresOf(totals), EndedOf(totals))),
        Count(SubjectTerms.LateResponses, totals => totals.Transactions.LateResponse),
        Count(SubjectTerms.Orphans, totals => totals.Transactions.Orphan),
        Took(SubjectTerms.ResponseTime, "p50", totals => totals.ResponseMs.P50),
        Took(SubjectTerms.ResponseTime, "p95", totals => totals.ResponseMs.P95),
        Took(SubjectTerms.ResponseTime, "p99", totals => totals.ResponseMs.P99),
        Count(SubjectTerms.Expected, totals => totals.Notifications.Expected),
        Notified(Verdict.OnTime, totals => totals.Notifications.OnTime),
        Notified(Verdict.Late, totals => totals.Notifications.Late),
        Notified(Verdict.Overdue, totals => totals.Notifications.Overdue),
        Notified(Verdict.Missing, totals => totals.Notifications.Missing),
        Notified(Verdict.Waiting, totals => totals.Notifications.Waiting),
        Notified(Verdict.Mismatched, totals => totals.Notifications.Mismatched),
        Notified(Verdict.Unexpected, totals => totals.Notifications.Unexpected),
        Took(SubjectTerms.Delay, "p50", totals => totals.NotificationDelayMs.P50),
        Took(SubjectTerms.Delay, "p95", totals => totals.NotificationDelayMs.P95),
        Took(SubjectTerms.Delay, "p99", totals => totals.NotificationDelayMs.P99),
    ];

    /// <summary>Transactions that failed or timed out.</summary>
    public static long FailuresOf(Totals totals) => totals.Transactions.Failed + totals.Transactions.TimedOut;

    /// <summary>Transactions that are no longer pending.</summary>
    public static long EndedOf(Totals totals) => totals.Transactions.Requested - totals.Transactions.Pending;

    /// <summary>Notifications that should be there by now.</summary>
    public static long DueOf(Totals totals) => totals.Notifications.Expected - totals.Notifications.Waiting;

    private static TotalsRow Count(Phrase name, Func<Totals, long> count) => new(view => view[name], (totals, _) => Viewpoint.Number(count(totals)));

    private static TotalsRow Notified(Verdict verdict, Func<Totals, long> count) =>
        new(view => $"{view[SubjectTerms.Verdict]}: {view[SubjectTerms.Of(verdict)]}", (totals, _) => Viewpoint.Number(count(totals)));

    private static TotalsRow Took(Phrase name, string quantile, Func<Totals, double?> duration) =>
        new(view => $"{view[name]}, {quantile}", (totals, view) => view.Span(duration(totals)));
}
