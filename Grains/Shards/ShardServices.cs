using Microsoft.Extensions.DependencyInjection;
using PosMonitor.Shards.Placement;

namespace PosMonitor.Shards;

/// <summary>What shards need of their silo.</summary>
public static class ShardServices
{
    public static ISiloBuilder AddShards(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<ActiveShards>();
        silo.Services.AddSingleton<PlannedShards>();
        silo.Services.AddSingleton<ShardRecoveries>();
        silo.Services.AddSingleton<ShardRestorer>();
        silo.Services.AddSingleton<SnapshotTurns>();
        return silo.AddPlacementDirector<ShardPlacement, ShardPlacementDirector>();
    }
}
