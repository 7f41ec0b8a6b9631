namespace PosMonitor.Sqlite;

/// <summary>A piece of a snapshot, or of a layer, on its way in: nobody sees it before <see cref="SnapshotHead"/>.</summary>
internal sealed class SnapshotPiece(int shard, long epoch, long id, int part, int piece, ReadOnlyMemory<byte> data, bool ofLayer = false) : WriteJob
{
    /// <summary>The longest piece: a few milliseconds of the writer.</summary>
    public const int Longest = 512 << 10;

    public override int Bytes => data.Length + 128;

    public override Exception? Refusal(StoreHeads heads) => heads.LostEpoch(shard, epoch);

    public override void Write(WriteSession session) => session
        .Command($"INSERT INTO {Table(ofLayer)} VALUES($shard, $id, $part, $piece, $data)", "$shard", "$id", "$part", "$piece", "$data")
        .With(shard, id, part, piece, data.ToArray()).ExecuteNonQuery();

    /// <summary>Where pieces are.</summary>
    public static string Table(bool ofLayer) => ofLayer ? "snapshot_layer_part" : "snapshot_part";
}
