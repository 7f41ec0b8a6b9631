namespace PosMonitor.Journal;

/// <summary>A record on its way into the journal.</summary>
/// <param name="Shard">Whose it is.</param>
/// <param name="Epoch">What <see cref="IJournal.TakeOver"/> gave its owner.</param>
/// <param name="Seq">1, 2, 3 … in each shard.</param>
/// <param name="Record">The packed record. It is not touched any more.</param>
/// <param name="From">The earliest time of an event in it, UTC ticks; <see cref="long.MaxValue"/> where it has none.</param>
/// <param name="To">The latest time of an event in it, UTC ticks; <see cref="long.MinValue"/> where it has none.</param>
/// <param name="Terminals">The low halves of the hashes of the terminals in it, sorted, each once; empty where it has none.</param>
public readonly record struct JournalEntry(int Shard, long Epoch, long Seq, ReadOnlyMemory<byte> Record, long From, long To, uint[] Terminals);
