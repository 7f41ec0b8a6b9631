using PosMonitor.EndToEnd.Processes;
using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Comparison;

/// <summary>Compares what contract §5 adds to a terminal: status, merchant, last event, open alerts.</summary>
internal static class TerminalsComparison
{
    public static async Task<Differences> Compare(ReferenceMonitor expected, MonitorClient monitor, string about)
    {
        var differences = new Differences($"Terminals, {about}");
        foreach (var terminal in expected.Terminals)
        {
            var id = $"{terminal.Acquirer}/{terminal.Id}";
            var actual = await monitor.Get($"/v1/acquirers/{terminal.Acquirer}/terminals/{terminal.Id}");
            differences.Same(id, "status", terminal.StatusAt(expected.Clock), actual.GetProperty("status"));
            differences.Same(id, "merchant", terminal.Merchant, actual.GetProperty("merchant"));
            differences.Same(id, "lastEventAt", terminal.LastEventAt, actual.GetProperty("lastEventAt"));
            differences.Same(id, "openAlerts", expected.OpenAlerts(id), actual.GetProperty("openAlerts"));
        }
        return differences;
    }
}
