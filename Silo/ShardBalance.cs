using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Placement;
using PosMonitor.Shards;
using PosMonitor.Shards.Placement;

namespace PosMonitor.Hosting;

/// <summary>
/// Fetches the shards that the plan wants here from the silos that have them, once the silos of the cluster have been the same for a while: one after the
/// other, each brought back here while its owner works on. When the process stops, the others fetch those that it has in the same way.
/// </summary>
public sealed partial class ShardBalance(
    IGrainFactory grains, IClusterMembershipService membership, ILocalSiloDetails local, ActiveShards active, PlannedShards plan, ShardRestorer restorer, TimeProvider time,
    ILogger<ShardBalance> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);

    // A shard that does not answer for so long, because it comes back from its journal or the store is away, is left where it is for now.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // What the others have not fetched by then is brought back by them when it is gone here.
    private static readonly TimeSpan FetchedWithin = TimeSpan.FromSeconds(10), LookEvery = TimeSpan.FromMilliseconds(20);

    private readonly HashSet<SiloAddress> _scouted = [];
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
                    await Scout(stoppingToken);
                for (var shard = 0; shard < plan.Shards && IsCalm(); shard++)
                {
                    if (!active.Contains(shard) && plan.OwnerOf(shard, _silos).Equals(local.SiloAddress))
                        await Fetch(shard, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    /// <summary>Stops fetching, tells the other silos that this one leaves, and works on until they have fetched its shards.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        plan.Leave(local.SiloAddress);
        var told = await Task.WhenAll(Active().Where(plan.Stays).Select(silo => Tell(silo, cancellationToken)));
        var heirs = told.OfType<SiloAddress>().ToList();
        var began = time.GetTimestamp();
        while (active.All.Count > 0 && heirs.Intersect(Active()).Any(plan.Stays) && time.GetElapsedTime(began) < FetchedWithin && !cancellationToken.IsCancellationRequested)
            await Task.Delay(LookEvery, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<SiloAddress?> Tell(SiloAddress silo, CancellationToken cancellation)
    {
        try
        {
            await At(silo, () => grains.GetGrain<IFarewellGrain>(silo.ToParsableString()).Leaves(local.SiloAddress)).WaitAsync(Patience, time, cancellation);
            return silo;
        }
        catch (Exception failure)
        {
            LogNotTold(failure, silo);
            return null;
        }
    }

    private HashSet<SiloAddress> Active() =>
        [.. membership.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress)];

    private bool IsCalm()
    {
        var silos = Active();
        if (!silos.SetEquals(_silos))
            (_silos, _since) = (silos, time.GetTimestamp());
        return _silos.Contains(local.SiloAddress) && time.GetElapsedTime(_since) >= Calm;
    }

    /// <summary>Has a scout come from every silo that is new, before a shard does.</summary>
    private async Task Scout(CancellationToken stopping)
    {
        foreach (var silo in _silos.Where(silo => !silo.Equals(local.SiloAddress) && !_scouted.Contains(silo)))
        {
            _scouted.Add(silo);
            var scout = grains.GetGrain<IScoutGrain>($"{silo.ToParsableString()} {local.SiloAddress.ToParsableString()}");
            try
            {
                await At(silo, scout.Where).WaitAsync(Patience, time, stopping);
                await At(local.SiloAddress, scout.Move).WaitAsync(Patience, time, stopping);
                LogScouted(silo, await scout.Where().WaitAsync(Patience, time, stopping));
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                LogNotScouted(failure, silo);
            }
        }
    }

    // A grain that comes to life by the call does so at that silo.
    private static T At<T>(SiloAddress silo, Func<T> call)
        where T : Task
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        try
        {
            return call();
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    private async Task Fetch(int number, CancellationToken stopping)
    {
        var shard = grains.GetGrain<IShardGrain>(number);
        try
        {
            await shard.Snapshot().WaitAsync(Patience, time, stopping);
            // One that was nowhere comes to life here when it is called.
            if (active.Contains(number))
                return;
            await restorer.RestoreAhead(number, stopping);
            await shard.HandOver().WaitAsync(Patience, time, stopping);
            // Answered here, once it is: until then no other stands still.
            await shard.GetStatus(null).WaitAsync(Patience, time, stopping);
            LogFetched(number);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            LogNotNow(failure, number);
        }
        finally
        {
            restorer.Forget(number);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "Shard {Shard} goes on here")]
    private partial void LogFetched(int shard);

    [LoggerMessage(2, LogLevel.Debug, "Shard {Shard} stays where it is for now")]
    private partial void LogNotNow(Exception failure, int shard);

    [LoggerMessage(3, LogLevel.Debug, "Silo {Silo} does not know that this one leaves")]
    private partial void LogNotTold(Exception failure, SiloAddress silo);

    [LoggerMessage(4, LogLevel.Debug, "A scout came from {Silo} and is at {Here}")]
    private partial void LogScouted(SiloAddress silo, SiloAddress here);

    [LoggerMessage(5, LogLevel.Debug, "No scout came from {Silo}")]
    private partial void LogNotScouted(Exception failure, SiloAddress silo);
}
