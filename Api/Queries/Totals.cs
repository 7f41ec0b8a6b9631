using PosMonitor.Parties;

namespace PosMonitor.Queries;

/// <summary>Totals over one span of time (contract §5, <em>Totals</em>).</summary>
public sealed record Totals(TransactionCounts Transactions, NotificationCounts Notifications, Durations ResponseMs, Durations NotificationDelayMs)
{
    public static Totals Of(Figures figures) =>
        new(TransactionCounts.Of(figures), NotificationCounts.Of(figures), Durations.Of(figures.ResponseMs), Durations.Of(figures.DelayMs));
}

/// <summary>Transactions by their present outcome; <c>requested</c> is the sum of the six that follow it.</summary>
public sealed record TransactionCounts(
    long Requested, long Pending, long Approved, long Declined, long Failed, long TimedOut, long Reversed, long LateResponse, long Orphan)
{
    public static TransactionCounts Of(Figures figures) => new(
        figures.Requested, figures[Figure.Pending], figures[Figure.Approved], figures[Figure.Declined], figures[Figure.Failed],
        figures[Figure.TimedOut], figures[Figure.Reversed], figures[Figure.LateResponse], figures[Figure.Orphan]);
}

/// <summary>Transactions by the verdict on their notification; <c>expected</c> is the sum of all but <c>unexpected</c>.</summary>
public sealed record NotificationCounts(long Expected, long Waiting, long OnTime, long Late, long Overdue, long Missing, long Mismatched, long Unexpected)
{
    public static NotificationCounts Of(Figures figures) => new(
        figures.Expected, figures[Figure.Waiting], figures[Figure.OnTime], figures[Figure.Late], figures[Figure.Overdue],
        figures[Figure.Missing], figures[Figure.Mismatched], figures[Figure.Unexpected]);
}

/// <summary>How long something took, in milliseconds; quantiles are within 2 % and null where nothing was counted.</summary>
public sealed record Durations(long Count, double? P50, double? P95, double? P99, double? Max)
{
    public static Durations Of(Quantiles quantiles) => new(
        quantiles.Count, Round(quantiles.At(0.5)), Round(quantiles.At(0.95)), Round(quantiles.At(0.99)), quantiles.Max);

    // A tenth of a millisecond is well below what the buckets can tell.
    private static double? Round(double? milliseconds) => milliseconds is { } value ? Math.Round(value, 1) : null;
}
