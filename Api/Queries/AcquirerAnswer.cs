using PosMonitor.Parties;

namespace PosMonitor.Queries;

/// <summary>An acquirer with its totals since the beginning and over the last minute, five minutes and hour.</summary>
public sealed record AcquirerAnswer(string Id, Totals Total, Totals M1, Totals M5, Totals H1)
{
    public static AcquirerAnswer Of(SubjectTotals subject) =>
        new(subject.Id, Totals.Of(subject.Total), Totals.Of(subject.M1), Totals.Of(subject.M5), Totals.Of(subject.H1));
}
