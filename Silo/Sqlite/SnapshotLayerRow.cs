namespace PosMonitor.Sqlite;

/// <summary>A layer as a snapshot's head makes it one of the snapshot.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Id">Under which its pieces are written; null where it stays as it is.</param>
/// <param name="Parts">How many parts were written.</param>
internal readonly record struct SnapshotLayerRow(long Number, long? Id, int Parts);
