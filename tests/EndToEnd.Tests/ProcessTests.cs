using PosMonitor.EndToEnd.Comparison;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.EndToEnd.Traffic;
using PosMonitor.Reference;

namespace PosMonitor.EndToEnd;

/// <summary>Contract §7: how the process stops, starts again, and keeps others off its data.</summary>
public sealed class ProcessTests
{
    private const string Stream = "PosMonitor:Clock=stream";

    [Fact]
    public async Task Sigterm_exits_0_and_the_next_start_has_everything()
    {
        var day = new GeneratedDay(new TrafficPlan { Seed = Seeds.Or(20260305), Transactions = 1_000, Terminals = 40 });
        var expected = new ReferenceMonitor();
        using var directory = new DataDirectory();
        var (morning, afternoon) = (day.WithWatermarks.Take(2_000).ToList(), day.WithWatermarks.Skip(2_000).ToList());
        await using (var monitor = await MonitorProcess.Start(directory.Path, Stream))
        {
            await monitor.Client.Post(morning);
            Assert.Equal(0, await monitor.Terminate());
        }
        await using var again = await MonitorProcess.Start(directory.Path, Stream);
        Assert.Contains(" 0 records after the newest snapshots", again.Output, StringComparison.Ordinal);
        await again.Client.Post(afternoon);

        expected.Take(day.WithWatermarks);
        await WholeComparison.CompareAll(expected, again.Client, "stopped and started again");
    }

    [Fact]
    public async Task Sigterm_while_batches_come_in_loses_none_that_was_answered()
    {
        var day = new GeneratedDay(new TrafficPlan { Seed = Seeds.Or(20260306), Transactions = 1_000, Terminals = 40 });
        using var directory = new DataDirectory();
        var answered = new List<ContractEvent>();
        await using (var monitor = await MonitorProcess.Start(directory.Path, Stream))
        {
            var posting = Task.Run(async () =>
            {
                foreach (var batch in day.Events.Where(e => e.IsOfTransaction).Chunk(10))
                {
                    await monitor.Client.Post(batch);
                    lock (answered)
                        answered.AddRange(batch);
                }
            });
            await Eventually.Is("some answers", TimeSpan.FromSeconds(30), () =>
            {
                lock (answered)
                    return Task.FromResult(answered.Count > 200);
            });
            Assert.Equal(0, await monitor.Terminate());
            var refused = await Record.ExceptionAsync(() => posting);
            Assert.True(refused is null or HttpRequestException or IOException or OperationCanceledException, $"{refused}");
        }
        await using var again = await MonitorProcess.Start(directory.Path, Stream);
        foreach (var terminal in answered.GroupBy(e => (e.Acquirer, e.Terminal)))
        {
            var path = $"/v1/acquirers/{terminal.Key.Acquirer}/terminals/{terminal.Key.Terminal}/transactions";
            var known = (await again.Client.All(path)).Select(t => t.GetProperty("txn").GetString()).ToHashSet();
            Assert.Empty(terminal.Select(e => e.Txn).Except(known));
        }
    }

    [Fact]
    public async Task A_second_process_on_the_same_directory_says_so_and_exits()
    {
        using var directory = new DataDirectory();
        await using var first = await MonitorProcess.Start(directory.Path, Stream);
        await using var second = MonitorProcess.Launch(directory.Path, MonitorProcess.FreePort(), Stream);

        Assert.NotEqual(0, await second.Exit());
        Assert.Contains(directory.Path, second.Output, StringComparison.Ordinal);
        Assert.True(await first.Client.IsReady());
    }
}
