using PosMonitor.EndToEnd.Processes;
using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Comparison;

/// <summary>Compares all that the monitor concludes with the reference model, which has been given the same events.</summary>
internal static class WholeComparison
{
    /// <summary>Transactions and totals: what no order of arrival changes.</summary>
    public static async Task CompareConclusions(ReferenceMonitor expected, MonitorClient monitor, string about)
    {
        await monitor.Settled(expected.Clock!.Value);
        Differences.None(
            await TransactionsComparison.Compare(expected, monitor, about),
            await TotalsComparison.Compare(expected, monitor, about));
    }

    /// <summary>Alerts, with what explains them, and the state of terminals as well.</summary>
    public static async Task CompareAll(ReferenceMonitor expected, MonitorClient monitor, string about)
    {
        await monitor.Settled(expected.Clock!.Value);
        Differences.None(
            await TransactionsComparison.Compare(expected, monitor, about),
            await TotalsComparison.Compare(expected, monitor, about),
            await TerminalsComparison.Compare(expected, monitor, about),
            await AlertsComparison.Compare(expected, monitor, about));
    }
}
