namespace PosMonitor.Events;

/// <summary>
/// The bodies that are whole and not yet durable, and whether they are a queue that stands. A burst is let in and passes; a queue through which nobody gets quickly any
/// more only makes everybody wait, so no more of it is let in than keeps the shards busy, until those who were sent away have come back and nobody had to be sent away again.
/// A shard that does not answer makes no such queue: who does not need it gets through as quickly as ever. Thread-safe.
/// </summary>
/// <param name="longestWait">What is still quick, and for how long nothing else is seen before the queue stands.</param>
/// <param name="time">The clock.</param>
internal sealed class IngestQueue(TimeSpan longestWait, TimeProvider time)
{
    /// <summary>So many bytes may always wait: less would leave the shards idle while callers come back.</summary>
    public const int AlwaysBytes = 8 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly long _begun = time.GetTimestamp();
    private long _bytes;
    private TimeSpan? _slowSince;
    private TimeSpan _standsUntil;

    /// <summary>When to come back: what waits now is durable by then. Whole seconds, as HTTP tells them.</summary>
    public TimeSpan ComeBackIn { get; private set; } = TimeSpan.FromSeconds(1);

    /// <summary>The time since this was made, on a clock that never goes back.</summary>
    public TimeSpan Now => time.GetElapsedTime(_begun);

    /// <summary>A body is whole, or on the way. It is let in or not.</summary>
    /// <param name="bytes">How large it is; zero where that is not known yet, and it comes again.</param>
    public bool TryJoin(int bytes)
    {
        lock (_gate)
        {
            if (_bytes >= AlwaysBytes && Now < _standsUntil)
            {
                _standsUntil = Now + ComeBackIn + longestWait;
                return false;
            }
            _bytes += bytes;
            return true;
        }
    }

    /// <summary>A body that was let in is durable.</summary>
    /// <param name="bytes">As it joined with.</param>
    /// <param name="joined">When it joined.</param>
    public void Pass(int bytes, TimeSpan joined)
    {
        lock (_gate)
        {
            var now = Now;
            _bytes -= bytes;
            var wait = now - joined;
            ComeBackIn = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(wait.TotalSeconds)));
            _slowSince = wait <= longestWait ? null : _slowSince ?? now;
            if (now - _slowSince >= longestWait)
                _standsUntil = now + longestWait;
        }
    }

    /// <summary>A body that was let in will not be durable.</summary>
    /// <param name="bytes">As it joined with.</param>
    public void Leave(int bytes)
    {
        lock (_gate)
            _bytes -= bytes;
    }
}
