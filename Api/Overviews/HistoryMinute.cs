using PosMonitor.Parties;
using PosMonitor.Queries;

namespace PosMonitor.Overviews;

/// <summary>What was requested in one minute, under its present outcomes and verdicts.</summary>
public sealed record HistoryMinute(
    DateTimeOffset Minute, long Requested, long Approved, long Declined, long Failed, long TimedOut, long Reversed,
    long Expected, long OnTime, long Late, long Overdue, long Missing, Durations ResponseMs, Durations NotificationDelayMs)
{
    private static readonly Figures Nothing = new();

    /// <param name="minute">When it begins.</param>
    /// <param name="figures">Null where nothing was requested.</param>
    public static HistoryMinute Of(DateTimeOffset minute, Figures? figures)
    {
        var of = figures ?? Nothing;
        return new HistoryMinute(
            minute, of.Requested, of[Figure.Approved], of[Figure.Declined], of[Figure.Failed], of[Figure.TimedOut], of[Figure.Reversed],
            of.Expected, of[Figure.OnTime], of[Figure.Late], of[Figure.Overdue], of[Figure.Missing], Durations.Of(of.ResponseMs), Durations.Of(of.DelayMs));
    }
}
