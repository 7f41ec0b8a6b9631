using System.Diagnostics;

namespace PosMonitor.Benchmarks;

/// <summary>What a live terminal costs in memory: resident bytes of the process and bytes of the managed heap, over those of an empty process.</summary>
internal static class TerminalMemory
{
    public static void Measure(IReadOnlyList<int> counts)
    {
        Console.WriteLine("terminals   transactions each                  resident   bytes/terminal   heap bytes/terminal   held transactions");
        foreach (var terminals in counts)
        {
            // One after the other in this process, so the largest comes last.
            Measure(terminals, 1, closed: false);
            Measure(terminals, 3, closed: false);
            Measure(terminals, 3, closed: true);
        }
    }

    private static void Measure(int terminals, int transactions, bool closed)
    {
        var (heap, resident) = (Heap(), Resident());
        var fleet = new GeneratedFleet();
        for (var number = 0; number < transactions; number++)
        {
            for (var terminal = 0; terminal < terminals; terminal++)
            {
                var at = TimeSpan.FromMinutes(number * 10) + TimeSpan.FromSeconds(500.0 * terminal / terminals);
                fleet.Transaction(terminal, number, at);
                if (terminal % (terminals / 50) == 0)
                    fleet.Watermark(at);
            }
        }
        fleet.Watermark(closed ? TimeSpan.FromHours(3) : TimeSpan.FromMinutes(10 * transactions));
        var (heapBytes, residentBytes) = (Heap() - heap, Resident() - resident);
        var what = $"{transactions}, {(closed ? "all closed" : "all held")}";
        Console.WriteLine($"{terminals,9}   {what,-30}   {residentBytes / 1e6,6:F0} MB   {residentBytes / (double)terminals,14:F0}   {heapBytes / (double)terminals,19:F0}   {fleet.Held,17}");
        GC.KeepAlive(fleet);
    }

    private static long Heap() => GC.GetTotalMemory(forceFullCollection: true);

    private static long Resident()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
