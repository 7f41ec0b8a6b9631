using PosMonitor.Queries;

namespace PosMonitor.Overviews;

/// <summary>The parameters that several overviews take.</summary>
internal static class OverviewParameters
{
    public static readonly Parameter Acquirer = new("acquirer", "Only what belongs to this acquirer.");
}
