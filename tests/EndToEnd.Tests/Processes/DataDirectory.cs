namespace PosMonitor.EndToEnd.Processes;

/// <summary>A directory for a monitor's data, dropped at the end of the test.</summary>
internal sealed class DataDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("posmonitor-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
