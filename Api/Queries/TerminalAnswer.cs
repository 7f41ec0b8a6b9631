using PosMonitor.Parties;
using PosMonitor.Terminals;

namespace PosMonitor.Queries;

/// <summary>The state of a terminal (contract §5).</summary>
/// <param name="Id">ISO 8583 DE41.</param>
/// <param name="Acquirer">Whose terminal it is.</param>
/// <param name="Terminal">The same as <paramref name="Id"/>.</param>
/// <param name="Status">How it does: the first that holds.</param>
/// <param name="Merchant">The merchant that it is bound to, or null.</param>
/// <param name="LastEventAt">The time of its latest event.</param>
/// <param name="OpenAlerts">How many alerts of it and of its transactions are not resolved.</param>
/// <param name="Total">Since the beginning.</param>
/// <param name="M1">Over the last minute up to the settled clock.</param>
/// <param name="M5">Over the last five minutes up to the settled clock.</param>
/// <param name="H1">Over the last hour up to the settled clock.</param>
public sealed record TerminalAnswer(
    string Id, string Acquirer, string Terminal, TerminalStatus Status, string? Merchant, DateTimeOffset? LastEventAt, int OpenAlerts,
    Totals Total, Totals M1, Totals M5, Totals H1)
{
    public static TerminalAnswer Of(TerminalView view)
    {
        SubjectTotals totals = view.Totals;
        return new TerminalAnswer(
            view.Terminal, view.Acquirer, view.Terminal, view.Status, view.Merchant, view.LastEventAt, view.OpenAlerts,
            Totals.Of(totals.Total), Totals.Of(totals.M1), Totals.Of(totals.M5), Totals.Of(totals.H1));
    }
}
