namespace PosMonitor.Postgres;

/// <summary>How far a shard is that this process owns, as its last commit left it.</summary>
/// <param name="Epoch">Its owner's.</param>
/// <param name="Mark">What the next commit must find in the shard's row.</param>
/// <param name="LastSeq">Its newest record, 0 for none.</param>
/// <param name="CommittedAt">When that was written, UTC ticks: the next is not written before.</param>
internal sealed record ShardHead(long Epoch, long Mark, long LastSeq, long CommittedAt);
