using PosMonitor.Storage;

namespace PosMonitor.Postgres;

/// <summary>What one shard appends in one commit.</summary>
internal sealed class ShardClaim(int shard, ShardHead head, long committedAt)
{
    public int Shard { get; } = shard;

    /// <summary>What the commit must find.</summary>
    public ShardHead Head { get; } = head;

    /// <summary>What it leaves.</summary>
    public long Mark { get; } = ShardMark.Next();

    /// <summary>What takes its place where it turns out not to have been written, so that it never is.</summary>
    public long Barrier { get; } = ShardMark.Next();

    public long CommittedAt { get; } = Math.Max(committedAt, head.CommittedAt);

    public long LastSeq { get; set; } = head.LastSeq;

    public List<JournalAppend> Appends { get; } = [];

    public List<JournalRow> Rows { get; } = [];

    /// <summary>The head once this is written.</summary>
    public ShardHead After => new(Head.Epoch, Mark, LastSeq, CommittedAt);
}
