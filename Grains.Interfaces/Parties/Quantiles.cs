using System.Numerics;
using PosMonitor.Shards;

namespace PosMonitor.Parties;

/// <summary>
/// Counts of durations in buckets that grow by the power, so that any quantile is within 2 % of the true value, sums of parts are exact, and
/// a value that was added can be taken out again (DDSketch, Masson et al. 2019, with a relative accuracy of 1 %). Below 50 ms each millisecond is a
/// bucket of its own. Values are milliseconds, 0 … 2^31-1.
/// </summary>
[GenerateSerializer, Alias("pos.quantiles")]
public sealed class Quantiles
{
    private const int Exact = 50;
    private const double Growth = 1.02;
    private static readonly double LogGrowth = Math.Log(Growth);

    [Id(0)] private int[] _counts = [];
    [Id(1)] private int[] _maxima = [];
    [Id(2)] private long _count;

    /// <summary>How many values.</summary>
    public long Count => _count;

    /// <summary>The bucket of a value.</summary>
    public static int BucketOf(int milliseconds) =>
        milliseconds < Exact ? Math.Max(0, milliseconds) : Exact + (int)(Math.Log((double)milliseconds / Exact) / LogGrowth);

    /// <summary>The value that stands for a bucket: its middle.</summary>
    public static double ValueOf(int bucket) =>
        bucket < Exact ? bucket : Exact * Math.Exp((bucket - Exact + 0.5) * LogGrowth);

    public void Add(int milliseconds) => Add(BucketOf(milliseconds), 1, milliseconds);

    /// <summary>Adds <paramref name="count"/> values of one bucket (taking out where it is negative), the largest of them <paramref name="max"/>.</summary>
    public void Add(int bucket, int count, int max)
    {
        if (bucket >= _counts.Length)
        {
            Resize(Math.Max(bucket + 1, Math.Min(_counts.Length * 2, 1024)));
        }
        _counts[bucket] += count;
        _count += count;
        if (count > 0 && max > _maxima[bucket])
            _maxima[bucket] = max;
        else if (_counts[bucket] == 0)
            _maxima[bucket] = 0;
    }

    /// <summary>Says that a value of a bucket will be added or taken out soon.</summary>
    public void Fetch(int bucket)
    {
        if (bucket >= _counts.Length)
            return;
        CacheLines.Fetch(in _counts[bucket]);
        CacheLines.Fetch(in _maxima[bucket]);
    }

    /// <summary>Takes out a value that was added.</summary>
    public void Remove(int milliseconds) => Add(BucketOf(milliseconds), -1, milliseconds);

    /// <summary>Adds the values of another part. Sums of many parts are made for every look at the fleet, so it goes by several buckets at once.</summary>
    public void Add(Quantiles other)
    {
        if (_counts.Length < other._counts.Length)
            Resize(other._counts.Length);
        var at = 0;
        for (; at <= other._counts.Length - Vector<int>.Count; at += Vector<int>.Count)
        {
            (new Vector<int>(_counts, at) + new Vector<int>(other._counts, at)).CopyTo(_counts, at);
            Vector.Max(new Vector<int>(_maxima, at), new Vector<int>(other._maxima, at)).CopyTo(_maxima, at);
        }
        for (; at < other._counts.Length; at++)
        {
            _counts[at] += other._counts[at];
            _maxima[at] = Math.Max(_maxima[at], other._maxima[at]);
        }
        _count += other._count;
    }

    /// <summary>Takes out values that were added.</summary>
    public void Remove(Quantiles part)
    {
        for (var bucket = 0; bucket < part._counts.Length; bucket++)
        {
            if (part._counts[bucket] != 0)
                Add(bucket, -part._counts[bucket], 0);
        }
    }

    /// <summary>The nearest-rank quantile in milliseconds, or null where there is no value.</summary>
    /// <param name="share">0 … 1.</param>
    public double? At(double share) => BucketAt(share) is var bucket and >= 0 ? Math.Min(ValueOf(bucket), _maxima[bucket]) : null;

    /// <summary>
    /// The bucket of the nearest-rank quantile, or -1 where there is no value. Unlike <see cref="At"/> it is the same for the same values, whatever was
    /// added and taken out on the way.
    /// </summary>
    /// <param name="share">0 … 1.</param>
    public int BucketAt(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * _count));
        long seen = 0;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= rank)
                return bucket;
        }
        return -1;
    }

    /// <summary>The largest value, exact as long as no value of its bucket was taken out again, else within 2 %; null where there is none.</summary>
    public double? Max
    {
        get
        {
            for (var bucket = _counts.Length - 1; bucket >= 0; bucket--)
            {
                if (_counts[bucket] > 0)
                    return _maxima[bucket];
            }
            return null;
        }
    }

    private void Resize(int length)
    {
        Array.Resize(ref _counts, length);
        Array.Resize(ref _maxima, length);
    }

    /// <summary>The buckets in use: bucket, count, largest value.</summary>
    public IEnumerable<(int Bucket, int Count, int Max)> Buckets()
    {
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            if (_counts[bucket] != 0)
                yield return (bucket, _counts[bucket], _maxima[bucket]);
        }
    }
}
