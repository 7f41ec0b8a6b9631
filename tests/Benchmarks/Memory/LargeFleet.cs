using PosMonitor.Benchmarks.Load;
using PosMonitor.Benchmarks.Processes;
using PosMonitor.Benchmarks.Report;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Benchmarks.Memory;

/// <summary>A monitor of ten million terminals under load: what it holds, and how long its garbage collector stops it.</summary>
internal sealed class LargeFleet : IBenchmark
{
    private const int Seconds = 30;
    private static readonly TimeSpan FillWithin = TimeSpan.FromMinutes(20);

    public string Name => "fleet";

    public string Help => "fleet [TERMINALS]: memory and pauses of a monitor that has taken in one transaction of each terminal, ten million where nothing is said";

    public async Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var terminals = number ?? 10_000_000;
        using var data = new DataDirectory();
        await using var monitor = await ShippedMonitor.Start(data.Path);
        var empty = monitor.Resident;
        var plan = new LoadPlan { Port = monitor.Port, Key = ShippedMonitor.Key, Monitor = monitor.Id, Terminals = terminals };
        await LoadProcess.Run(plan with { Events = 3L * terminals, WarmUp = 0, Seconds = FillWithin.TotalSeconds });
        var resident = monitor.Resident;
        using var recorder = PauseRecorder.Start(monitor.Id);
        var load = await LoadProcess.Run(plan with { Run = 1, WarmUp = 0, Seconds = Seconds });
        var pauses = await recorder.Stop();
        return
        [
            new($"resident memory of a live terminal in the shipped monitor, at {terminals:N0}, one held transaction each", "bytes", Goal.Most(600), (resident - empty) / (double)terminals)
            {
                Note = "what the garbage collector has not given back is in it",
            },
            new($"garbage collection pauses at {terminals:N0} terminals, p99.9", "ms", Goal.Most(50), Milliseconds.At(0.999, pauses))
            {
                Note = $"of {pauses.Count} in {Seconds} s at {Figures.Of(load.PerSecond)} events a second; p50 {Figures.Of(Milliseconds.At(0.5, pauses))} ms",
            },
        ];
    }
}
