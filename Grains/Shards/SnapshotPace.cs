namespace PosMonitor.Shards;

/// <summary>When a shard writes its next snapshot: once reading back what came since the one before would cost as much as so many events.</summary>
public sealed class SnapshotPace
{
    /// <summary>What reading a record back costs, and how long an event is in it, roughly: in events.</summary>
    private const int RecordCost = 20, EventBytes = 24;

    private readonly long _every;
    private long _cost;
    private long _begun;

    /// <summary>For a shard that was just brought back.</summary>
    /// <param name="every">Events between two snapshots.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="shards">How many there are. They take turns: those that began together would all write at the same time.</param>
    /// <param name="replayed">What reading back its records since the snapshot has cost, as it would again.</param>
    public SnapshotPace(long every, int shard, int shards, long replayed) => (_every, _cost, Behind) = (every, replayed + every * shard / shards, replayed);

    /// <summary>What a start would read back, in events.</summary>
    public long Behind { get; private set; }

    public bool IsDue => _cost >= _every;

    /// <summary>What reading a record back costs, in events.</summary>
    public static int CostOf(ReadOnlyMemory<byte> record) => RecordCost + record.Length / EventBytes;

    /// <summary>Counts a record that is new.</summary>
    public void Count(ReadOnlyMemory<byte> record)
    {
        var cost = CostOf(record);
        (_cost, Behind) = (_cost + cost, Behind + cost);
    }

    /// <summary>A snapshot of all that was counted is on its way.</summary>
    // The turn of the shard stays where it was, however late it came to it: else those that were held up together would go on together.
    public void Begin() => (_cost, _begun) = (_cost % _every, Behind);

    /// <summary>It has arrived.</summary>
    public void End() => Behind -= _begun;
}
