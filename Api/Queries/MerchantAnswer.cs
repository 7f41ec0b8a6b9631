using PosMonitor.Merchants;
using PosMonitor.Parties;

namespace PosMonitor.Queries;

/// <summary>A merchant in a list, with its totals.</summary>
public sealed record MerchantItem(string Id, string Acquirer, Totals Total, Totals M1, Totals M5, Totals H1)
{
    public static MerchantItem Of(string acquirer, SubjectTotals subject) =>
        new(subject.Id, acquirer, Totals.Of(subject.Total), Totals.Of(subject.M1), Totals.Of(subject.M5), Totals.Of(subject.H1));
}

/// <summary>A merchant, with its totals and the ids of its terminals.</summary>
public sealed record MerchantAnswer(string Id, string Acquirer, IReadOnlyList<string> Terminals, Totals Total, Totals M1, Totals M5, Totals H1)
{
    public static MerchantAnswer Of(MerchantView merchant) => new(
        merchant.Totals.Id, merchant.Acquirer, merchant.Terminals,
        Totals.Of(merchant.Totals.Total), Totals.Of(merchant.Totals.M1), Totals.Of(merchant.Totals.M5), Totals.Of(merchant.Totals.H1));
}
