using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PosMonitor.Journal;
using PosMonitor.Shards;

namespace PosMonitor.Hosting;

/// <summary>
/// Makes sure once a second, with one question for all of them, that the shards here are still this silo's. One that another silo has taken over
/// steps down; one of which it is not known for two seconds asks by itself before it answers anything.
/// </summary>
public sealed partial class ShardWatch(IJournal journal, ActiveShards active, TimeProvider time, ILogger<ShardWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    // A connection that hangs is given up: the next one may work again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private bool _failing;

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
            return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        try
        {
            var asOf = time.GetTimestamp();
            Take(shards, await journal.Owned([.. shards.Select(shard => shard.Held)], patience.Token), asOf);
            _failing = false;
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            // Once is enough: the store itself tells when it works again.
            if (!_failing)
                LogCannotTell(failure);
            _failing = true;
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

    [LoggerMessage(2, LogLevel.Warning, "It cannot be told whose the shards are; until it can, questions to them are not answered")]
    private partial void LogCannotTell(Exception failure);
}
