using PosMonitor.Settings;
using PosMonitor.Terminals.Rest;

namespace PosMonitor.Storage;

/// <summary>Keeps terminals at rest in files below the data directory, in which nothing is left of them when the process ends, however it does.</summary>
internal sealed class RestFiles(MonitorOptions options) : IRestStores
{
    public IRestStore Open(int shard) => new RestFile(Path.Combine(options.DataDirectory, "idle"));
}
