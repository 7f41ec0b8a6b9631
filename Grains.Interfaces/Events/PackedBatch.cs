namespace PosMonitor.Events;

/// <summary>
/// Events of one body for one shard, in their order, packed by <see cref="BatchPacker"/>; read with <see cref="BatchReader"/>.
/// This is what is called with, what is journalled and what is replayed.
/// </summary>
/// <param name="Bytes">The packed events. Whoever made the batch does not touch them any more.</param>
/// <param name="Count">How many events.</param>
/// <param name="From">The earliest time of them, UTC ticks; <see cref="long.MaxValue"/> where none has a terminal.</param>
/// <param name="To">The latest time of them, UTC ticks.</param>
/// <param name="Terminals">The low halves of <see cref="Shards.ShardMap.Hash"/> of the terminals named, each once.</param>
/// <param name="Ticks">True where a watermark is among them: the batch concerns every terminal of the shard.</param>
[GenerateSerializer, Immutable, Alias("pos.packed-batch")]
public sealed record PackedBatch(
    [property: Id(0)] byte[] Bytes,
    [property: Id(1)] int Count,
    [property: Id(2)] long From,
    [property: Id(3)] long To,
    [property: Id(4)] uint[] Terminals,
    [property: Id(5)] bool Ticks);
