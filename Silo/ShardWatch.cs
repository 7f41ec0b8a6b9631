using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PosMonitor.Journal;
using PosMonitor.Shards;
using PosMonitor.Storage;

namespace PosMonitor.Hosting;

/// <summary>
/// Makes sure once a second, with one question for all of them, that the shards here are still this silo's. One that another silo has taken over
/// steps down; one of which it is not known for two seconds asks by itself before it answers anything.
/// </summary>
public sealed partial class ShardWatch(IJournal journal, ActiveShards active, StoreHealth store, TimeProvider time, ILogger<ShardWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    // A connection that hangs is given up: the next one may work again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Look(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private async Task Look(CancellationToken stopping)
    {
        var shards = active.All;
        if (shards.Count == 0)
        {
            store.Works(this);
            return;
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        try
        {
            var asOf = time.GetTimestamp();
            Take(shards, await journal.Owned([.. shards.Select(shard => shard.Held)], patience.Token), asOf);
            store.Works(this);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            // A silo that has nothing to write hears of trouble here, and questions to its shards are not answered until it is over.
            store.Failed(this, failure is OperationCanceledException ? $"no answer within {Patience.TotalSeconds} s" : failure.Message);
        }
    }

    private void Take(IReadOnlyList<ActiveShard> shards, IReadOnlySet<int> owned, long asOf)
    {
        foreach (var shard in shards)
        {
            if (owned.Contains(shard.Number))
            {
                shard.Verified(asOf);
                continue;
            }
            LogLost(shard.Number);
            shard.StepDown();
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Shard {Shard} was taken over by another silo; this one steps down")]
    private partial void LogLost(int shard);
}
