using System.Globalization;
using PosMonitor.EndToEnd.Comparison;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.EndToEnd.Traffic;
using PosMonitor.Reference;

namespace PosMonitor.EndToEnd;

/// <summary>Terminals that do nothing leave memory, and whoever asks finds them as they were, after a crash as well.</summary>
public sealed class IdleTests
{
    [Fact]
    public async Task A_fleet_that_has_left_memory_is_answered_for_as_before()
    {
        var day = new GeneratedDay(new TrafficPlan { Seed = Seeds.Or(20260307), Transactions = 2_000, Terminals = 60 });
        var expected = new ReferenceMonitor();
        // Later than all holds: of a missing notification a week.
        List<ContractEvent> events = [.. day.WithWatermarks, new ContractEvent { Type = "watermark", Time = day.WithWatermarks[^1].Time.AddDays(30) }];
        expected.Take(events);
        using var directory = new DataDirectory();
        await using (var monitor = await MonitorProcess.Start(directory.Path, "PosMonitor:Clock=stream"))
        {
            await monitor.Client.Post(events);
            await Left(monitor.Client);
            Assert.Empty(Directory.GetFiles(Path.Combine(directory.Path, "idle")));
            // Asked again, as the count is taken once a second, and by then they may have left again.
            await Eventually.Is("somebody who is asked about to come back", TimeSpan.FromSeconds(30), async () =>
            {
                await WholeComparison.CompareAll(expected, monitor.Client, "once all were idle");
                return await InMemory(monitor.Client) > 0;
            });
            await monitor.Kill();
        }
        await using var again = await MonitorProcess.Start(directory.Path, "PosMonitor:Clock=stream");
        await Left(again.Client);
        await WholeComparison.CompareAll(expected, again.Client, "after a crash");
    }

    private static Task Left(MonitorClient client) => Eventually.Is("the fleet to leave memory", TimeSpan.FromSeconds(30), async () =>
        await Figure(client, "posmonitor_terminals") > 0 && await InMemory(client) == 0);

    private static Task<long> InMemory(MonitorClient client) => Figure(client, "posmonitor_terminals_in_memory");

    private static async Task<long> Figure(MonitorClient client, string name)
    {
        var line = (await client.Metrics()).Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return long.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }
}
