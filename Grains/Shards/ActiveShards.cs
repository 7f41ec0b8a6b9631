using System.Collections.Concurrent;

namespace PosMonitor.Shards;

/// <summary>The shards that this silo hosts.</summary>
public sealed class ActiveShards
{
    private readonly ConcurrentDictionary<int, ActiveShard> _shards = [];

    /// <summary>Those of the moment.</summary>
    public IReadOnlyList<ActiveShard> All => [.. _shards.Values];

    /// <summary>The shard, where this silo hosts it.</summary>
    public ActiveShard? Find(int shard) => _shards.GetValueOrDefault(shard);

    /// <summary>Whether this silo hosts a shard.</summary>
    public bool Contains(int shard) => _shards.ContainsKey(shard);

    /// <summary>A shard has come; it takes the place of an earlier activation that is still on its way out.</summary>
    public void Add(ActiveShard shard) => _shards[shard.Number] = shard;

    /// <summary>A shard has gone.</summary>
    public void Remove(ActiveShard shard) => _shards.TryRemove(KeyValuePair.Create(shard.Number, shard));
}
