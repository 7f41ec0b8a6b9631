using PosMonitor.Access;
using PosMonitor.Parties;

namespace PosMonitor.Queries;

/// <summary>The whole fleet (contract §5).</summary>
/// <param name="Id">Always <c>fleet</c>.</param>
/// <param name="Total">Since the beginning.</param>
/// <param name="M1">Over the last minute up to the settled clock.</param>
/// <param name="M5">Over the last five minutes up to the settled clock.</param>
/// <param name="H1">Over the last hour up to the settled clock.</param>
/// <param name="Clock">What fires deadlines, and how far it is.</param>
/// <param name="Ingest">How fast events come in.</param>
/// <param name="AfterClose">Events for transactions that were no longer held; null with an acquirer cut.</param>
/// <param name="Terminals">Terminals of which an event was ever seen.</param>
public sealed record FleetAnswer(
    string Id, Totals Total, Totals M1, Totals M5, Totals H1, FleetClock Clock, FleetIngest Ingest, long? AfterClose, long Terminals)
{
    /// <param name="fleet">The fleet.</param>
    /// <param name="cut">The acquirers to which it is cut; null for all.</param>
    public static FleetAnswer Of(FleetView fleet, AcquirerCut? cut) => new(
        "fleet", Totals.Of(fleet.Totals.Total), Totals.Of(fleet.Totals.M1), Totals.Of(fleet.Totals.M5), Totals.Of(fleet.Totals.H1),
        new FleetClock(fleet.StreamClock ? "stream" : "wall", fleet.SettledThrough),
        new FleetIngest(cut is null ? Math.Round(fleet.EventsPerSecond, 1) : null, Math.Round(fleet.LagMs, 1), cut is null ? fleet.Events : null),
        cut is null ? fleet.AfterClose : null, fleet.Terminals);
}

/// <summary>The clock of contract §2.</summary>
/// <param name="Mode"><c>wall</c> or <c>stream</c>.</param>
/// <param name="SettledThrough">The time up to which all that follows from events and deadlines is visible, or null.</param>
public sealed record FleetClock(string Mode, DateTimeOffset? SettledThrough);

/// <summary>How fast events come in.</summary>
/// <param name="EventsPerSecond">Over the last ten seconds; null with an acquirer cut.</param>
/// <param name="LagMs">From arrival to visible, the worst of the shards for their last batch.</param>
/// <param name="Events">Taken since the process started; null with an acquirer cut.</param>
public sealed record FleetIngest(double? EventsPerSecond, double LagMs, long? Events);
