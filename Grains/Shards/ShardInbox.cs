using System.Collections.Concurrent;
using PosMonitor.Events;

namespace PosMonitor.Shards;

/// <summary>
/// What waits to be journaled of one shard. Whoever is in the same process puts a batch in from any thread, without a call of the grain; the shard takes
/// all that waits in one turn, so that at many small bodies it is woken, and concludes, once for many of them.
/// </summary>
/// <param name="turns">Where the shard's turns run.</param>
/// <param name="take">Takes what waits; run in a turn of the shard.</param>
public sealed class ShardInbox(TaskScheduler turns, Action take)
{
    private readonly ConcurrentQueue<(PackedBatch Batch, IReceipt Receipt)> _waiting = new();
    private int _awake;

    /// <summary>Puts a batch in.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="receipt">Is told what became of it, in any case.</param>
    public void Add(PackedBatch batch, IReceipt receipt)
    {
        _waiting.Enqueue((batch, receipt));
        if (Interlocked.Exchange(ref _awake, 1) == 0)
            _ = Task.Factory.StartNew(Wake, CancellationToken.None, TaskCreationOptions.None, turns);
    }

    /// <summary>Takes the next batch.</summary>
    public bool TryTake(out PackedBatch batch, out IReceipt receipt)
    {
        var taken = _waiting.TryDequeue(out var next);
        (batch, receipt) = next;
        return taken;
    }

    // Before it looks: what comes after the look wakes it again.
    private void Wake()
    {
        Volatile.Write(ref _awake, 0);
        take();
    }
}
