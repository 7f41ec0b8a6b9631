using PosMonitor.Benchmarks.Micro;
using PosMonitor.Benchmarks.Report;
using PosMonitor.Settings;
using PosMonitor.Storage;

namespace PosMonitor.Benchmarks.Memory;

/// <summary>
/// What stays of a terminal in memory once it has done nothing for <c>IdleAfter</c>: of some that only signed in and out, and of as many that sold three times,
/// of whose transactions it stays what recognises an event that is sent again.
/// </summary>
internal sealed class IdleMemory : IBenchmark
{
    public string Name => "idle";

    public string Help => "idle [TERMINALS]: resident bytes of a terminal that has left memory";

    public Task<IReadOnlyList<MeasuredRow>> Measure(int? number)
    {
        var terminals = number ?? 1_000_000;
        var directory = Directory.CreateTempSubdirectory("posmonitor-idle-").FullName;
        try
        {
            var stores = new RestFiles(new MonitorOptions { DataDirectory = directory });
            var before = MemoryLevel.Now();
            var fleet = new GeneratedFleet();
            fleet.Visits(terminals);
            fleet.Watermark(TimeSpan.FromHours(1));
            var awake = before.Row($"resident memory of a terminal that signed in and out, at {terminals:N0}", terminals, null);
            fleet.Watermark(TimeSpan.FromHours(9));
            fleet.Rest(stores);
            var idle = before.Row("… once it is idle", terminals, Goal.Most(40));
            for (var sale = 0; sale < 3; sale++)
                fleet.Transactions(terminals, sale, TimeSpan.FromHours(9) + TimeSpan.FromMinutes(sale * 10));
            fleet.Watermark(TimeSpan.FromHours(12));
            var sold = before.Row("… three closed transactions later", terminals, null);
            fleet.Watermark(TimeSpan.FromHours(18));
            fleet.Rest(stores);
            var after = before.Row("… once it is idle again", terminals, null);
            GC.KeepAlive(fleet);
            return Task.FromResult<IReadOnlyList<MeasuredRow>>([awake, idle, sold, after]);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
