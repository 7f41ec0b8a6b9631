using PosMonitor.Terminals.Rest;

namespace PosMonitor.Tests.Terminals;

/// <summary>A <see cref="MemoryRestStore"/> for each shard.</summary>
internal sealed class MemoryRestStores : IRestStores
{
    public IRestStore Open(int shard) => new MemoryRestStore();
}
