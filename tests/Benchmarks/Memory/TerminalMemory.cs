using PosMonitor.Benchmarks.Micro;
using PosMonitor.Benchmarks.Report;

namespace PosMonitor.Benchmarks.Memory;

/// <summary>What a live terminal costs in memory: resident bytes of the process over those of an empty one, with one held transaction each.</summary>
internal sealed class TerminalMemory : IBenchmark
{
    public string Name => "memory";

    public string Help => "memory [TERMINALS]: resident bytes of a live terminal";

    public Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var terminals = number ?? 1_000_000;
        var before = MemoryLevel.Now();
        var fleet = new GeneratedFleet();
        fleet.Transactions(terminals, 0, TimeSpan.Zero);
        var held = Row(terminals, "one held transaction each", Goal.Most(600), before);
        fleet.Transactions(terminals, 1, TimeSpan.FromMinutes(10));
        fleet.Transactions(terminals, 2, TimeSpan.FromMinutes(20));
        var heldMore = Row(terminals, "three held transactions each", null, before);
        fleet.Watermark(TimeSpan.FromHours(3));
        var closed = Row(terminals, "three closed transactions each", null, before);
        GC.KeepAlive(fleet);
        return Task.FromResult<IReadOnlyList<MeasuredRow>>([held, heldMore, closed]);
    }

    private static MeasuredRow Row(int terminals, string what, Goal? goal, MemoryLevel before) => before.Row($"resident memory of a live terminal, at {terminals:N0}, {what}", terminals, goal);
}
