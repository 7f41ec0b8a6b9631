using Microsoft.Extensions.Options;

namespace PosMonitor.Events;

/// <summary>
/// Counts what is in flight in this process, from the first byte read to the answer, so that a cluster that cannot keep up is told to callers
/// as 429 instead of filling memory, or of making everybody wait. Thread-safe.
/// </summary>
internal sealed class IngestGate(IOptions<IngestOptions> options, TimeProvider time)
{
    private readonly int _mostBodies = options.Value.BodiesInFlight;
    private readonly long _mostBytes = options.Value.MebibytesInFlight * 1024L * 1024;
    private int _bodies;
    private long _bytes;

    /// <summary>What is whole and waits.</summary>
    public IngestQueue Queue { get; } = new(options.Value.LongestWait, time);

    /// <summary>Lets a body in, or not.</summary>
    public bool TryEnter()
    {
        // Sooner than when it is whole: what is not read costs nothing.
        if (!Queue.TryJoin(0))
            return false;
        if (Interlocked.Increment(ref _bodies) <= _mostBodies)
            return true;
        Interlocked.Decrement(ref _bodies);
        return false;
    }

    /// <summary>Lets a body that is in grow, or not.</summary>
    public bool TryGrow(int bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) <= _mostBytes)
            return true;
        Interlocked.Add(ref _bytes, -bytes);
        return false;
    }

    /// <summary>A body is answered.</summary>
    /// <param name="bytes">All that it grew by.</param>
    public void Leave(int bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        Interlocked.Decrement(ref _bodies);
    }
}
