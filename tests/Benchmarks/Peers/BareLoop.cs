using System.Diagnostics;
using PosMonitor.Benchmarks.Load;
using PosMonitor.Events;
using PosMonitor.Settings;
using PosMonitor.Shards;

namespace PosMonitor.Benchmarks.Peers;

/// <summary>
/// What the work costs without anything around it: the reader and the pure core with every rule on, two threads, each with half of the fleet, no HTTP, no
/// journal, no actors. Traffic is made beforehand, piece by piece, and that is not counted.
/// </summary>
internal sealed class BareLoop
{
    private const int Threads = 2, Batch = 2_000, Bodies = 100;
    private static readonly ShardOptions Options = new(ClockMode.Wall, TimeSpan.FromMilliseconds(500), TimeSpan.FromDays(30), new DetectionOptions());

    private readonly CardTraffic _traffic;
    private readonly EventReader _reader = new(1, ClockMode.Wall, new TxnSeal(new byte[TxnSeal.KeyLength]));
    private readonly Shard _shard = new(Options);
    private readonly byte[][] _bodies = [.. Enumerable.Range(0, Bodies).Select(_ => new byte[Batch * EventLines.Longest])];
    private readonly int[] _lengths = new int[Bodies];
    private readonly List<ShardBatch> _batches = [];
    private long _seq;

    private BareLoop(int thread, int terminals) => _traffic = new CardTraffic(thread, Threads, terminals);

    /// <summary>Events a second of all threads together, and processor time of an event in seconds.</summary>
    /// <param name="terminals">Terminals of the fleet.</param>
    /// <param name="warmUp">Seconds of work before it is counted.</param>
    /// <param name="seconds">Seconds of work that are counted.</param>
    public static (double PerSecond, double ProcessorPerEvent) Measure(int terminals, double warmUp, double seconds)
    {
        var loops = Enumerable.Range(0, Threads).Select(thread => new BareLoop(thread, terminals)).ToArray();
        var events = 0L;
        TimeSpan worked = default, warm = default, processor = default;
        while (worked.TotalSeconds < seconds)
        {
            Parallel.ForEach(loops, loop => loop.Generate());
            var (begun, processorBefore) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var threads = loops.Select(loop => new Thread(loop.Work)).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            var took = Stopwatch.GetElapsedTime(begun);
            if ((warm += took).TotalSeconds <= warmUp)
                continue;
            worked += took;
            processor += Environment.CpuUsage.TotalTime - processorBefore;
            events += Threads * Bodies * Batch;
        }
        return (events / worked.TotalSeconds, processor.TotalSeconds / events);
    }

    private void Generate()
    {
        var from = DateTime.UtcNow.Ticks;
        for (var body = 0; body < Bodies; body++)
        {
            var until = from + TimeSpan.TicksPerMillisecond;
            _lengths[body] = _traffic.Write(_bodies[body], Batch, from, until);
            from = until;
        }
    }

    private void Work()
    {
        for (var body = 0; body < Bodies; body++)
        {
            var now = DateTime.UtcNow.Ticks;
            _reader.Read(_bodies[body].AsSpan(0, _lengths[body]), BodyForm.Lines, now);
            if (_reader.Accepted != Batch)
                throw new InvalidOperationException($"Only {_reader.Accepted} of {Batch} generated events were accepted: {_reader.Errors[0]}");
            _reader.TakeBatches(_batches);
            foreach (var part in _batches)
                _shard.Apply(++_seq, ShardRecord.OfBatch(now, part.Batch));
            _batches.Clear();
        }
    }
}
