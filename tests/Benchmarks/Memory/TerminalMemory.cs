using System.Diagnostics;
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
        var (heap, resident) = (Heap(), Resident());
        var fleet = new GeneratedFleet();
        Fill(fleet, terminals, 0);
        var held = Row(terminals, "one held transaction each", Goal.Most(600), resident, heap);
        Fill(fleet, terminals, 1);
        Fill(fleet, terminals, 2);
        var heldMore = Row(terminals, "three held transactions each", null, resident, heap);
        fleet.Watermark(TimeSpan.FromHours(3));
        var closed = Row(terminals, "three closed transactions each", null, resident, heap);
        GC.KeepAlive(fleet);
        return Task.FromResult<IReadOnlyList<MeasuredRow>>([held, heldMore, closed]);
    }

    private static void Fill(GeneratedFleet fleet, int terminals, int number)
    {
        for (var terminal = 0; terminal < terminals; terminal++)
        {
            var at = TimeSpan.FromMinutes(number * 10) + TimeSpan.FromSeconds(500.0 * terminal / terminals);
            fleet.Transaction(terminal, number, at);
            if (terminal % (terminals / 50) == 0)
                fleet.Watermark(at);
        }
        fleet.Watermark(TimeSpan.FromMinutes(10 * (number + 1)));
    }

    private static MeasuredRow Row(int terminals, string what, Goal? goal, long resident, long heap) =>
        new($"resident memory of a live terminal, at {terminals:N0}, {what}", "bytes", goal, (Resident() - resident) / (double)terminals)
        {
            Note = $"{Figures.Of((Heap() - heap) / (double)terminals)} of them on the managed heap",
        };

    private static long Heap() => GC.GetTotalMemory(forceFullCollection: true);

    private static long Resident()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
