using System.Globalization;
using System.Runtime.InteropServices;

namespace PosMonitor.Benchmarks.Report;

/// <summary>Where it was measured, and how busy that was.</summary>
internal sealed record Machine(string Processor, int Cores, double MemoryGiB, string System, string Runtime, double LoadBefore)
{
    public static Machine Now() => new(
        ProcessorName(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30), 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        Load());

    /// <summary>What ran beside it in the last minute: runnable threads on the average, where the system tells.</summary>
    public static double Load() =>
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : double.NaN;

    public override string ToString() =>
        $"{Processor}, {Cores} cores, {MemoryGiB.ToString(CultureInfo.InvariantCulture)} GiB, {System}, {Runtime}; load when it began: {Figures.Of(LoadBefore)}";

    private static string ProcessorName()
    {
        const string Label = "model name";
        var line = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
