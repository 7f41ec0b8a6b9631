using PosMonitor.Journal;

namespace PosMonitor.Shards;

/// <summary>A shard that this silo hosts, and how sure it is that nobody else does.</summary>
/// <param name="held">The shard and the epoch that it was taken over under.</param>
/// <param name="grain">Its activation.</param>
/// <param name="inbox">Where it takes batches in.</param>
/// <param name="time">Whose monotonic clock counts: it runs on while the process is stopped.</param>
/// <param name="asOf">When it was taken over, or before.</param>
public sealed class ActiveShard(ShardEpoch held, IGrainContext grain, ShardInbox inbox, TimeProvider time, long asOf)
{
    /// <summary>
    /// So long it is taken for granted that the shard is still this silo's. A silo is declared dead, and its shards are taken over, no sooner than
    /// this after it last proved to be alive.
    /// </summary>
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(2);

    private long _verifiedAt = asOf;

    public ShardEpoch Held => held;

    public int Number => held.Shard;

    /// <summary>Where it takes batches in, from any thread.</summary>
    public ShardInbox Inbox => inbox;

    /// <summary>The slot end through which it was settled last, UTC ticks. For whoever settles it.</summary>
    public long SettledThrough { get; set; }

    /// <summary>Whether it was proved lately that the shard is this silo's.</summary>
    public bool IsVerified => time.GetElapsedTime(Interlocked.Read(ref _verifiedAt)) < Trust;

    /// <summary>It was the shard's owner at a moment.</summary>
    /// <param name="timestamp">A timestamp of the clock, taken before the store was asked.</param>
    public void Verified(long timestamp) => Interlocked.Exchange(ref _verifiedAt, timestamp);

    /// <summary>Another has it: nothing more is answered here.</summary>
    public void StepDown() =>
        grain.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "Another silo has taken the shard over."));
}
