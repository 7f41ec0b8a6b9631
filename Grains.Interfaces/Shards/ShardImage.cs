namespace PosMonitor.Shards;

/// <summary>The whole state of a shard as it is after a record, in the packed form of a snapshot.</summary>
/// <param name="Seq">The last record that it has seen.</param>
/// <param name="Parts">The pieces, in order.</param>
[GenerateSerializer, Immutable, Alias("pos.shard-image")]
public sealed record ShardImage([property: Id(0)] long Seq, [property: Id(1)] IReadOnlyList<ReadOnlyMemory<byte>> Parts);
