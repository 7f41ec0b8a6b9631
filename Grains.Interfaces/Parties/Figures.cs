using PosMonitor.Shards;

namespace PosMonitor.Parties;

/// <summary>Totals over one span of time: the counts by <see cref="Figure"/>, and how long responses and notifications took.</summary>
[GenerateSerializer, Alias("pos.figures")]
public sealed class Figures
{
    /// <summary>How many figures there are.</summary>
    public const int Length = 15;

    [Id(0)] private readonly long[] _counts = new long[Length];

    /// <summary>Milliseconds from request to response.</summary>
    [Id(1)] public Quantiles ResponseMs { get; private set; } = new();

    /// <summary>Milliseconds from response to notification.</summary>
    [Id(2)] public Quantiles DelayMs { get; private set; } = new();

    public long this[Figure figure]
    {
        get => _counts[(int)figure];
        set => _counts[(int)figure] = value;
    }

    /// <summary>The sum of all outcomes.</summary>
    public long Requested => Sum(Figure.Pending, Figure.Reversed);

    /// <summary>The sum of all verdicts of notifications that were expected.</summary>
    public long Expected => Sum(Figure.Waiting, Figure.Mismatched);

    /// <summary>Says that a transaction will be counted or taken out soon.</summary>
    /// <param name="responseBucket">The bucket of how long its response took.</param>
    /// <param name="delayBucket">The bucket of how long its notification took.</param>
    public void Fetch(int responseBucket, int delayBucket)
    {
        CacheLines.Fetch(in _counts[0]);
        CacheLines.Fetch(in _counts[^1]);
        ResponseMs.Fetch(responseBucket);
        DelayMs.Fetch(delayBucket);
    }

    /// <summary>Adds the figures of another part of the same subject.</summary>
    public void Add(Figures other)
    {
        for (var figure = 0; figure < Length; figure++)
            _counts[figure] += other._counts[figure];
        ResponseMs.Add(other.ResponseMs);
        DelayMs.Add(other.DelayMs);
    }

    /// <summary>Takes out the figures of a part that was added.</summary>
    public void Remove(Figures part)
    {
        for (var figure = 0; figure < Length; figure++)
            _counts[figure] -= part._counts[figure];
        ResponseMs.Remove(part.ResponseMs);
        DelayMs.Remove(part.DelayMs);
    }

    private long Sum(Figure first, Figure last)
    {
        long sum = 0;
        for (var figure = (int)first; figure <= (int)last; figure++)
            sum += _counts[figure];
        return sum;
    }
}
