using System.Collections.Concurrent;
using PosMonitor.EndToEnd.Comparison;
using PosMonitor.EndToEnd.Processes;
using PosMonitor.EndToEnd.Traffic;
using PosMonitor.Reference;

namespace PosMonitor.EndToEnd;

/// <summary>
/// "Order does not matter": the same day shuffled, every event one to three times, in batches of any size over several connections, gives the same
/// transactions and totals. Everything is held for long enough.
/// </summary>
public sealed class ShuffledDayTests
{
    private const int Connections = 4;
    private static readonly int Seed = Seeds.Or(20260303);

    [Fact]
    public async Task Any_order_and_any_repetition_give_the_same_transactions_and_totals()
    {
        var day = new GeneratedDay(new TrafficPlan { Seed = Seed });
        var watermark = new ContractEvent { Type = "watermark", Time = day.WithWatermarks[^1].Time };
        var expected = new ReferenceMonitor(new ReferenceSettings { HoldFinished = TimeSpan.FromDays(3) });
        expected.Take(day.Events);
        expected.Take(watermark);

        using var directory = new DataDirectory();
        await using var monitor = await MonitorProcess.Start(
            directory.Path, "PosMonitor:Clock=stream", "PosMonitor:Detection:HoldFinished=3.00:00:00");

        var dice = new Dice(Seed);
        var shuffled = dice.Shuffled(day.Events.SelectMany(e => Enumerable.Repeat(e, 1 + dice.Below(3))));
        var batches = new ConcurrentQueue<(ContractEvent[] Events, int Seed)>(Batches(shuffled, dice));
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            while (batches.TryDequeue(out var batch))
                await monitor.Client.Post(batch.Events, new Dice(batch.Seed));
        }));
        await monitor.Client.Post([watermark]);

        await WholeComparison.CompareConclusions(expected, monitor.Client, $"shuffled with seed {Seed}");
    }

    private static IEnumerable<(ContractEvent[] Events, int Seed)> Batches(ContractEvent[] events, Dice dice)
    {
        for (var from = 0; from < events.Length;)
        {
            var size = Math.Min(events.Length - from, dice.Chance(0.1) ? 1 + dice.Below(5) : 1 + dice.Below(2000));
            yield return (events[from..(from + size)], dice.Below(int.MaxValue));
            from += size;
        }
    }
}
