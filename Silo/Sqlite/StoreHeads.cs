using PosMonitor.Journal;

namespace PosMonitor.Sqlite;

/// <summary>
/// How far each shard, the alert book, the configuration and the keys are, in memory: what a job is checked against before it is written. Belongs to the writer's thread;
/// a commit that fails is undone here as well.
/// </summary>
internal sealed class StoreHeads(int shards)
{
    private readonly ShardHead[] _heads = new ShardHead[shards];
    private readonly List<(int Shard, ShardHead Before)> _changes = [];
    private long _alertSeq, _alertSeqBefore, _configurationVersion, _configurationVersionBefore, _keyVersion, _keyVersionBefore;

    public int Shards => _heads.Length;

    /// <summary>The newest change in the alert book.</summary>
    public long AlertSeq { get => _alertSeq; set => _alertSeq = value; }

    /// <summary>The newest change of settings and registry.</summary>
    public long ConfigurationVersion { get => _configurationVersion; set => _configurationVersion = value; }

    /// <summary>The newest change of a key.</summary>
    public long KeyVersion { get => _keyVersion; set => _keyVersion = value; }

    public ShardHead this[int shard]
    {
        get => _heads[shard];
        set
        {
            _changes.Add((shard, _heads[shard]));
            _heads[shard] = value;
        }
    }

    /// <summary>Why an owner with this epoch may not write, or null.</summary>
    public EpochLostException? LostEpoch(int shard, long epoch) => _heads[shard].Epoch == epoch
        ? null
        : new EpochLostException($"Shard {shard} was taken over: its epoch is {_heads[shard].Epoch}, not {epoch}.");

    /// <summary>How many records of all shards no snapshot has seen.</summary>
    public long Unsaved() => _heads.Sum(head => head.LastSeq - head.SnapshotSeq);

    /// <summary>What was set since the last call is in the store.</summary>
    public void Keep()
    {
        _changes.Clear();
        _alertSeqBefore = _alertSeq;
        _configurationVersionBefore = _configurationVersion;
        _keyVersionBefore = _keyVersion;
    }

    /// <summary>What was set since <see cref="Keep"/> is not in the store.</summary>
    public void Undo()
    {
        for (var i = _changes.Count - 1; i >= 0; i--)
            _heads[_changes[i].Shard] = _changes[i].Before;
        _changes.Clear();
        _alertSeq = _alertSeqBefore;
        _configurationVersion = _configurationVersionBefore;
        _keyVersion = _keyVersionBefore;
    }
}
