using System.Diagnostics;
using PosMonitor.Benchmarks.Load;
using PosMonitor.Benchmarks.Processes;
using PosMonitor.Benchmarks.Report;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Benchmarks.Recovery;

/// <summary>From the start after a <c>kill -9</c> under load to ready, with a million terminals.</summary>
internal sealed class KillRecovery : IBenchmark
{
    private const int Rounds = 3;

    /// <summary>Each terminal has one transaction or more.</summary>
    private const int EventsOfTerminal = 4;
    private static readonly TimeSpan FillWithin = TimeSpan.FromSeconds(90);

    public string Name => "recovery";

    public string Help => "recovery [TERMINALS]: kill -9 under load, and the time until it is ready again";

    public async Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var terminals = number ?? 1_000_000;
        using var data = new DataDirectory();
        var seconds = new List<double>();
        var (known, events) = (0L, 0L);
        await using (var monitor = await ShippedMonitor.Start(data.Path))
        {
            (known, events) = await Fill(monitor, terminals);
            await monitor.Kill();
        }
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await using var monitor = await ShippedMonitor.Start(data.Path);
            seconds.Add(watch.Elapsed.TotalSeconds);
            await monitor.Kill();
        }
        return
        [
            new($"kill -9 to ready, {terminals:N0} terminals, embedded", "s", Goal.Most(5), seconds)
            {
                Note = $"{known:N0} terminals known and {events:N0} events taken when it was killed",
            },
        ];
    }

    private static async Task<(long Terminals, long Events)> Fill(ShippedMonitor monitor, int terminals)
    {
        var watch = Stopwatch.StartNew();
        long known, events;
        do
        {
            await LoadProcess.Run(new LoadPlan { Port = monitor.Port, Key = ShippedMonitor.Key, Terminals = terminals, WarmUp = 0, Seconds = 5, Run = (int)watch.Elapsed.TotalSeconds });
            (known, events) = await monitor.Extent();
        }
        while ((known < terminals * 0.98 || events < (long)terminals * EventsOfTerminal) && watch.Elapsed < FillWithin);
        return (known, events);
    }
}
