using PosMonitor.Parties;

namespace PosMonitor.Overviews;

/// <summary>How many delays lie between the bucket before and <paramref name="Le"/>.</summary>
/// <param name="Le">Milliseconds, inclusive; null for all above the bucket before.</param>
/// <param name="Count">How many. A delay within 2 % of a limit may be counted on its other side.</param>
public sealed record DelayBucket(int? Le, long Count)
{
    // About even steps of a logarithmic scale, with what banks promise among them.
    private static readonly int[] Limits = [500, 1_000, 2_000, 5_000, 10_000, 15_000, 20_000, 30_000, 60_000, 120_000, 300_000, 900_000, 3_600_000, 14_400_000, 86_400_000];

    public static IReadOnlyList<DelayBucket> Of(Quantiles delays)
    {
        var counts = new long[Limits.Length + 1];
        foreach (var (bucket, count, max) in delays.Buckets())
        {
            var place = Array.BinarySearch(Limits, (int)Math.Min(max, Math.Ceiling(Quantiles.ValueOf(bucket))));
            counts[place < 0 ? ~place : place] += count;
        }
        return [.. counts.Select((count, place) => new DelayBucket(place < Limits.Length ? Limits[place] : null, count))];
    }
}
