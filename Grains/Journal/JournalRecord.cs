namespace PosMonitor.Journal;

/// <summary>A record read back from the journal.</summary>
public readonly record struct JournalRecord(long Seq, ReadOnlyMemory<byte> Bytes);
