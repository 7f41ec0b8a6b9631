using PosMonitor.Transactions;

namespace PosMonitor.Operations.Terminals;

/// <summary>A transaction on the strip of a day.</summary>
/// <param name="Time">Of its request.</param>
/// <param name="Outcome">How it ended.</param>
public readonly record struct DayMark(DateTimeOffset Time, Outcome Outcome);
