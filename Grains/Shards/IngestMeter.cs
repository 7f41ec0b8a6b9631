namespace PosMonitor.Shards;

/// <summary>How fast a shard takes events in, and how long they take to be visible.</summary>
public sealed class IngestMeter(TimeProvider clock)
{
    private const int Seconds = 10;
    private readonly (long Second, long Events)[] _buckets = new (long, long)[Seconds + 1];

    /// <summary>Events since the start.</summary>
    public long Events { get; private set; }

    /// <summary>Milliseconds from arrival to visible, of the last batch.</summary>
    public double LagMs { get; private set; }

    /// <summary>Counts a batch that is visible now.</summary>
    public void Count(long events, long arrival)
    {
        var now = clock.GetUtcNow().UtcTicks;
        var second = now / TimeSpan.TicksPerSecond;
        ref var bucket = ref _buckets[second % _buckets.Length];
        bucket = (second, bucket.Second == second ? bucket.Events + events : events);
        Events += events;
        LagMs = Math.Max(0, now - arrival) / (double)TimeSpan.TicksPerMillisecond;
    }

    /// <summary>Events a second, over the last ten whole seconds.</summary>
    public double PerSecond()
    {
        var second = clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerSecond;
        return _buckets.Where(bucket => bucket.Second < second && bucket.Second >= second - Seconds).Sum(bucket => bucket.Events) / (double)Seconds;
    }
}
