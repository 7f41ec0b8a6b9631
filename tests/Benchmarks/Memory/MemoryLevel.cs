using System.Diagnostics;
using PosMonitor.Benchmarks.Report;

namespace PosMonitor.Benchmarks.Memory;

/// <summary>What this process holds after a full collection.</summary>
/// <param name="Resident">Resident bytes.</param>
/// <param name="Heap">Bytes of the managed heap.</param>
internal readonly record struct MemoryLevel(long Resident, long Heap)
{
    public static MemoryLevel Now()
    {
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return new MemoryLevel(process.WorkingSet64, heap);
    }

    /// <summary>What was added since, a terminal.</summary>
    public MeasuredRow Row(string name, int terminals, Goal? goal)
    {
        var now = Now();
        return new MeasuredRow(name, "bytes", goal, (now.Resident - Resident) / (double)terminals)
        {
            Note = $"{Figures.Of((now.Heap - Heap) / (double)terminals)} of them on the managed heap",
        };
    }
}
