using PosMonitor.Benchmarks.Load;
using PosMonitor.Benchmarks.Processes;
using PosMonitor.EndToEnd.Processes;

namespace PosMonitor.Benchmarks.Ingest;

/// <summary>A load against a fresh monitor on an empty data directory.</summary>
/// <param name="Plan">The load.</param>
/// <param name="Load">What became of it.</param>
/// <param name="Resident">Its resident memory at the end, in bytes.</param>
/// <param name="JournalBytesPerEvent">What the journal takes on disk for one event.</param>
internal sealed record PeakRound(LoadPlan Plan, LoadResult Load, long Resident, double JournalBytesPerEvent)
{
    public static async Task<PeakRound> Run(Func<LoadPlan, LoadPlan> of)
    {
        using var data = new DataDirectory();
        LoadPlan plan;
        LoadResult load;
        long resident;
        await using (var monitor = await ShippedMonitor.Start(data.Path))
        {
            plan = of(new LoadPlan { Port = monitor.Port, Key = ShippedMonitor.Key, Monitor = monitor.Id });
            load = await LoadProcess.Run(plan);
            resident = monitor.Resident;
            await monitor.Terminate();
        }
        return new PeakRound(plan, load, resident, JournalSize.Of(data.Path) / (double)load.AcceptedInAll);
    }
}
