namespace PosMonitor.Benchmarks.Processes;

/// <summary>What a directory takes on disk.</summary>
internal static class DiskUse
{
    /// <returns>Bytes of all files below it.</returns>
    public static long Of(string directory) => new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
