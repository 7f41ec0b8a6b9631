using PosMonitor.Alerts;
using PosMonitor.Parties;

namespace PosMonitor.Shards;

/// <summary>What follows from one record.</summary>
/// <param name="Effects">What the rules concluded, in order.</param>
/// <param name="Reports">Slot figures, one report for each tick of the clock.</param>
public readonly record struct ShardOutput(IReadOnlyList<AlertEffect> Effects, IReadOnlyList<SlotReport> Reports)
{
    public bool IsEmpty => Effects.Count == 0 && Reports.Count == 0;
}
