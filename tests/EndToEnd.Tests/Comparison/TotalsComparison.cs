using System.Text.Json;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.Reference;

namespace PosMonitor.EndToEnd.Comparison;

/// <summary>Compares the totals of every subject over every window: counts exactly, quantiles within the 2 % of contract §5.</summary>
internal static class TotalsComparison
{
    public static async Task<Differences> Compare(ReferenceMonitor expected, MonitorClient monitor, string about)
    {
        var differences = new Differences($"Totals, {about}");
        var fleet = await monitor.Get("/v1/fleet");
        Compare("fleet", expected.Fleet(), fleet, differences);
        // It is not counted by acquirer: whoever sees some acquirers only is told nothing of it.
        if (fleet.GetProperty("afterClose").ValueKind != JsonValueKind.Null)
            differences.Same("fleet", "afterClose", expected.AfterClose, fleet.GetProperty("afterClose"));

        await CompareAll("acquirer", "/v1/acquirers", "", expected.Acquirers(), monitor, differences);
        await CompareAll("issuer", "/v1/issuers", "", expected.Issuers(), monitor, differences);
        foreach (var acquirer in expected.Terminals.GroupBy(t => t.Acquirer))
        {
            var merchants = expected.Merchants().Where(m => m.Key.StartsWith($"{acquirer.Key}/", StringComparison.Ordinal)).ToDictionary();
            await CompareAll("merchant", $"/v1/acquirers/{acquirer.Key}/merchants", $"{acquirer.Key}/", merchants, monitor, differences);

            var terminals = acquirer.ToDictionary(
                t => $"{t.Acquirer}/{t.Id}",
                t => new SubjectTotals(t.Transactions, expected.Clock));
            await CompareAll("terminal", $"/v1/acquirers/{acquirer.Key}/terminals", $"{acquirer.Key}/", terminals, monitor, differences);
        }
        return differences;
    }

    private static async Task CompareAll(
        string kind,
        string path,
        string prefix,
        IReadOnlyDictionary<string, SubjectTotals> expected,
        MonitorClient monitor,
        Differences differences)
    {
        var listed = (await monitor.All(path, limit: 30)).ToDictionary(s => prefix + s.GetProperty("id").GetString());
        foreach (var (id, totals) in expected)
        {
            if (listed.Remove(id, out var actual))
                Compare($"{kind} {id}", totals, actual, differences);
            else
                differences.Add("not listed", $"{kind} {id}");
        }
        foreach (var unknown in listed.Keys)
            differences.Add("should not be there", $"{kind} {unknown}");
    }

    private static void Compare(string subject, SubjectTotals expected, JsonElement actual, Differences differences)
    {
        foreach (var (window, totals) in expected.Windows)
        {
            var json = actual.GetProperty(window);
            Counts("transactions", totals.Transactions);
            Counts("notifications", totals.Notifications);
            Durations("responseMs", totals.ResponseMs);
            Durations("notificationDelayMs", totals.NotificationDelayMs);

            void Counts(string group, IDictionary<string, long> counts)
            {
                foreach (var (name, count) in counts)
                    differences.Same(subject, $"{window}.{group}.{name}", count, json.GetProperty(group).GetProperty(name));
            }

            void Durations(string group, Durations durations)
            {
                var measured = json.GetProperty(group);
                differences.Same(subject, $"{window}.{group}.count", durations.Count, measured.GetProperty("count"));
                Near($"{window}.{group}.p50", durations.P50, measured.GetProperty("p50"));
                Near($"{window}.{group}.p95", durations.P95, measured.GetProperty("p95"));
                Near($"{window}.{group}.p99", durations.P99, measured.GetProperty("p99"));
                Near($"{window}.{group}.max", durations.Max, measured.GetProperty("max"));
            }
        }

        void Near(string field, double? exact, JsonElement measured)
        {
            if (exact is null || measured.ValueKind != JsonValueKind.Number)
                differences.Same(subject, field, exact, measured);
            else if (Math.Abs(measured.GetDouble() - exact.Value) > 0.02 * exact.Value)
                differences.Add(field, $"{subject}: {measured.GetRawText()} is not within 2 % of {exact}");
        }
    }
}
