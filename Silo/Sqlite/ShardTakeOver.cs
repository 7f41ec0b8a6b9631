namespace PosMonitor.Sqlite;

/// <summary>A shard's next owner.</summary>
internal sealed class ShardTakeOver(int shard) : WriteJob
{
    /// <summary>The new epoch, once the job is done.</summary>
    public long Epoch { get; private set; }

    public override Exception? Refusal(StoreHeads heads) => null;

    public override void Write(WriteSession session)
    {
        Epoch = session.Heads[shard].Epoch + 1;
        session.Command("INSERT OR REPLACE INTO shard_owner VALUES($shard, $epoch)", "$shard", "$epoch").With(shard, Epoch).ExecuteNonQuery();
        session.Heads[shard] = session.Heads[shard] with { Epoch = Epoch };
    }
}
