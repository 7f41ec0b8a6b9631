using System.Diagnostics;
using PosMonitor.Benchmarks.Load;
using PosMonitor.Events;
using PosMonitor.Settings;
using PosMonitor.Shards;

namespace PosMonitor.Benchmarks.Peers;

/// <summary>
/// The generated events one by one, for peers that have an actor a terminal: many callers, each with terminals of its own, await an answer for every event.
/// The events are read and packed beforehand, and that is not counted.
/// </summary>
internal static class PeerFeed
{
    /// <summary>An actor with a whole core in it is large, so the fleet is small; that does the peers no harm.</summary>
    public const int Terminals = 1_000;
    private const int Callers = 128, Piece = 100_000;

    /// <summary>What each actor folds with.</summary>
    public static Shard NewCore() => new(new ShardOptions(ClockMode.Wall, TimeSpan.FromMilliseconds(500), TimeSpan.FromDays(30), new DetectionOptions()));

    /// <summary>Events a second that are answered.</summary>
    /// <param name="report">Reports one event and waits for the answer.</param>
    /// <param name="warmUp">Seconds before it is counted.</param>
    /// <param name="seconds">Seconds that are counted.</param>
    public static async Task<double> Measure(Func<PeerEvent, Task> report, double warmUp = 4, double seconds = 5)
    {
        var traffic = new CardTraffic(0, 1, Terminals);
        var reader = new EventReader(1, ClockMode.Wall, new TxnSeal(new byte[TxnSeal.KeyLength]));
        var (events, worked, warm) = (0L, TimeSpan.Zero, TimeSpan.Zero);
        while (worked.TotalSeconds < seconds)
        {
            var queues = Make(traffic, reader);
            var begun = Stopwatch.GetTimestamp();
            await Task.WhenAll(queues.Select(queue => Task.Run(async () =>
            {
                foreach (var e in queue)
                    await report(e);
            })));
            var took = Stopwatch.GetElapsedTime(begun);
            if ((warm += took).TotalSeconds <= warmUp)
                continue;
            worked += took;
            events += Piece;
        }
        return events / worked.TotalSeconds;
    }

    private static List<PeerEvent>[] Make(CardTraffic traffic, EventReader reader)
    {
        var queues = Enumerable.Range(0, Callers).Select(_ => new List<PeerEvent>()).ToArray();
        var line = new byte[EventLines.Longest];
        var batches = new List<ShardBatch>();
        for (var number = 0; number < Piece; number++)
        {
            var now = DateTime.UtcNow.Ticks;
            var length = traffic.Write(line, 1, now, now);
            reader.Read(line.AsSpan(0, length), BodyForm.Lines, now);
            batches.Clear();
            reader.TakeBatches(batches);
            var terminal = (long)batches[0].Batch.Terminals[0];
            queues[terminal % Callers].Add(new PeerEvent(terminal, ShardRecord.OfBatch(now, batches[0].Batch)));
        }
        return queues;
    }
}
