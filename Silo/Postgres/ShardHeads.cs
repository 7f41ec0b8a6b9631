using PosMonitor.Journal;

namespace PosMonitor.Postgres;

/// <summary>The heads of the shards that this process owns. A take-over replaces one while a writer still works with the one before.</summary>
internal sealed class ShardHeads(int shards)
{
    private readonly ShardHead?[] _heads = new ShardHead?[shards];
    private readonly Lock _gate = new();

    public int Count => _heads.Length;

    public ShardHead? this[int shard]
    {
        get
        {
            lock (_gate)
                return _heads[shard];
        }
    }

    /// <summary>A new owner has come, or a newer one already has.</summary>
    public void TakenOver(int shard, ShardHead head)
    {
        lock (_gate)
        {
            if (_heads[shard] is not { } known || known.Epoch < head.Epoch)
                _heads[shard] = head;
        }
    }

    /// <summary>A commit has moved a head on; where there is a new owner meanwhile, that one's stays.</summary>
    public void Move(int shard, ShardHead from, ShardHead? to)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_heads[shard], from))
                _heads[shard] = to;
        }
    }

    /// <summary>What an owner is told who has lost the shard.</summary>
    public static EpochLostException Lost(int shard, long epoch) => new($"Shard {shard} was taken over: epoch {epoch} is not its owner's any more.");
}
