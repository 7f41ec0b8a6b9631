using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PosMonitor.Shards;
using PosMonitor.Shards.Placement;

namespace PosMonitor.Hosting;

/// <summary>
/// Brings the shards here where the plan wants them, a few at a time, once the silos of the cluster have been the same for a while. A shard writes its
/// snapshot while it works on, so that its next owner has little to read.
/// </summary>
public sealed partial class ShardBalance(
    IGrainFactory grains, IClusterMembershipService membership, ILocalSiloDetails local, ActiveShards active, PlannedShards plan, TimeProvider time, ILogger<ShardBalance> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);

    // A shard stands still for some tens of milliseconds; these do at the same time.
    private const int AtOnce = 4;

    private HashSet<SiloAddress> _silos = [];
    private long _since;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (IsCalm())
                    await Parallel.ForEachAsync(Surplus(), stoppingToken, async (shard, stopping) => await HandOver(shard, stopping));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private bool IsCalm()
    {
        HashSet<SiloAddress> silos = [.. membership.CurrentSnapshot.Members.Values
            .Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress)];
        if (!silos.SetEquals(_silos))
            (_silos, _since) = (silos, time.GetTimestamp());
        return _silos.Contains(local.SiloAddress) && time.GetElapsedTime(_since) >= Calm;
    }

    private List<ActiveShard> Surplus() =>
        [.. active.All.Where(shard => !plan.OwnerOf(shard.Number, _silos).Equals(local.SiloAddress)).Take(AtOnce)];

    private async Task HandOver(ActiveShard shard, CancellationToken stopping)
    {
        try
        {
            await grains.GetGrain<IShardGrain>(shard.Number).Snapshot().WaitAsync(Every, time, stopping);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            // It moves all the same: whoever takes it over reads a longer piece of the journal.
            LogNoSnapshot(failure, shard.Number);
        }
        shard.HandOver();
        LogHandedOver(shard.Number);
    }

    [LoggerMessage(1, LogLevel.Debug, "Shard {Shard} goes on at another silo")]
    private partial void LogHandedOver(int shard);

    [LoggerMessage(2, LogLevel.Debug, "Shard {Shard} moves without a fresh snapshot")]
    private partial void LogNoSnapshot(Exception failure, int shard);
}
