using PosMonitor.Operations.Views;
using PosMonitor.Queries;

namespace PosMonitor.Operations.Parties;

/// <summary>One figure of totals.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Value">How much it is.</param>
internal sealed record TotalsRow(Func<Viewpoint, string> Name, Func<Totals, Viewpoint, string> Value);
