using PosMonitor.Benchmarks.Load;
using PosMonitor.Benchmarks.Report;

namespace PosMonitor.Benchmarks.Peers;

/// <summary>The bare loop alone, for profiles of the reader and the core.</summary>
internal sealed class BareLoopRate : IBenchmark
{
    public string Name => "bare";

    public string Help => "bare [SECONDS]: reader and core alone, two threads";

    public Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var (rate, processor) = BareLoop.Measure(LoadPlan.FleetSize, warmUp: 3, seconds: number ?? 10);
        return Task.FromResult<IReadOnlyList<MeasuredRow>>([new("the bare loop", "/s", null, rate), new("… processor time", "µs/event", null, processor * 1e6)]);
    }
}
