using PosMonitor.Alerts;
using PosMonitor.Operations.Gateway;

namespace PosMonitor.Operations.Alerts;

/// <summary>What came of doing something to several alerts.</summary>
/// <param name="Deed">What was done.</param>
/// <param name="Done">The alerts as they stand after it.</param>
/// <param name="NotDone">Those to which it could not be done, and why.</param>
public sealed record DeedReport(AlertDeed Deed, IReadOnlyList<AlertAnswer> Done, IReadOnlyList<(AlertAnswer Alert, GatewayProblem Problem)> NotDone);
