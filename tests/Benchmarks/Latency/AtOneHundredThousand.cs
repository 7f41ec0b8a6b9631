using PosMonitor.Benchmarks.Load;
using PosMonitor.Benchmarks.Processes;
using PosMonitor.Benchmarks.Report;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Benchmarks.Latency;

/// <summary>How quick the monitor is at 100,000 events a second: to take a batch, to alert, and to answer.</summary>
internal sealed class AtOneHundredThousand : IBenchmark
{
    private const int Rate = 100_000, WarmUp = 10;

    public string Name => "latency";

    public string Help => "latency [SECONDS]: answers, alerts and questions at 100,000 events a second";

    public async Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var seconds = number ?? 25;
        using var data = new DataDirectory();
        await using var monitor = await ShippedMonitor.Start(data.Path);
        var plan = new LoadPlan { Port = monitor.Port, Key = ShippedMonitor.Key, Rate = Rate, WarmUp = WarmUp, Seconds = seconds, Monitor = monitor.Id };
        var lastWeek = await LastWeekProbe.Prepare(plan);
        await using var ear = await AlertEar.Open(monitor);
        await using var load = LoadProcess.Start(plan);
        await Task.Delay(TimeSpan.FromSeconds(WarmUp));
        // The deadlines that are set last still fall into the load.
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(Math.Max(1, seconds - 8)));
        var failing = FailingProbe.Run(monitor, ear, stop.Token);
        var deadlines = DeadlineProbe.Run(monitor, ear, stop.Token);
        var states = StateProbe.Run(monitor, stop.Token);
        var history = LastWeekProbe.Run(monitor, stop.Token);
        await Task.WhenAll(failing, deadlines, states, history);
        var result = await load.Result();
        var note = $"{Figures.Of(result.PerSecond)} events a second were taken";
        return
        [
            new("from the last byte of a batch to its 202, p99, at 100,000 events a second", "ms", Goal.Most(25), result.P99) { Note = note },
            Row("from a deadline after its grace to the alert at an SSE client, p50", 0.5, Goal.Most(20), await deadlines),
            Row("… p99", 0.99, Goal.Most(100), await deadlines),
            Row("from the event that makes a terminal fail to the alert at an SSE client, p99", 0.99, Goal.Most(100), await failing),
            Row("a terminal's state over HTTP, p99", 0.99, Goal.Most(10), await states),
            Row("its transactions of one hour a week ago, p99", 0.99, Goal.Most(500), await history) with { Note = $"of {(await history).Count}; {lastWeek:N0} events are of that day" },
            new("… processor time of the monitor at that rate", "µs/event", null, result.MonitorProcessor / result.Accepted * 1e6),
        ];
    }

    private static MeasuredRow Row(string what, double share, Goal goal, IReadOnlyList<double> milliseconds) =>
        new(what, "ms", goal, Milliseconds.At(share, milliseconds)) { Note = $"of {milliseconds.Count}" };
}
