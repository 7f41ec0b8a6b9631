using PosMonitor.Shards;

namespace PosMonitor.Parties;

/// <summary>Quantiles against the exact nearest rank (contract §5: within 2 %).</summary>
public sealed class QuantilesTests
{
    private static readonly double[] Shares = [0.001, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1];

    public static TheoryData<string> Shapes => ["even", "small", "exponential", "two humps", "one value", "huge", "edges"];

    [Theory, MemberData(nameof(Shapes))]
    public void Every_quantile_is_within_two_percent(string shape)
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var values = Values(shape, new Random(seed));
            Check($"{shape}, seed {seed}", values, Of(values));
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void What_is_taken_out_again_leaves_nothing(string shape)
    {
        var random = new Random(3);
        var (kept, gone) = (Values(shape, random), Values(shape, random));
        var quantiles = Of([.. gone, .. kept]);
        foreach (var value in gone)
            quantiles.Remove(value);
        Assert.Equal(Counts(Of(kept)), Counts(quantiles));
        Check(shape, kept, quantiles, exactMaximum: false);

        foreach (var value in kept)
            quantiles.Remove(value);
        Assert.Empty(quantiles.Buckets());
        Assert.Equal((0, null, null), (quantiles.Count, quantiles.Max, quantiles.At(0.5)));
    }

    [Theory, MemberData(nameof(Shapes))]
    public void The_sum_of_parts_is_the_whole(string shape)
    {
        var random = new Random(4);
        var (one, other) = (Values(shape, random), Values("small", random));
        var sum = Of(one);
        sum.Add(Of(other));
        Assert.Equal(Of([.. one, .. other]).Buckets(), sum.Buckets());
        Assert.Equal(one.Length + other.Length, sum.Count);
    }

    [Theory, MemberData(nameof(Shapes))]
    public void The_compact_form_tells_the_same_and_gives_its_memory_back(string shape)
    {
        var pool = new BytePool();
        var random = new Random(5);
        var values = Values(shape, random).Take(300).ToArray();
        var gone = Values(shape, random).Take(300).ToArray();
        var compact = new CompactFigures();
        foreach (var value in gone.Concat(values))
            compact.Apply(Counted(value), 1, pool);
        foreach (var value in gone)
            compact.Apply(Counted(value), -1, pool);

        var figures = new Figures();
        compact.AddTo(figures, pool);
        Assert.Equal(Counts(Of(values)), Counts(figures.ResponseMs));
        Assert.Equal((values.Length, values.Length, values.Length), (figures.Requested, figures[Figure.OnTime], (int)figures.DelayMs.Count));

        foreach (var value in values)
            compact.Apply(Counted(value), -1, pool);
        Assert.Equal((0, 0, 0, 0), (compact.Response, compact.Delay, compact.ResponseBuckets, compact.DelayBuckets));
    }

    private static void Check(string where, int[] values, Quantiles quantiles, bool exactMaximum = true)
    {
        var sorted = values.Order().ToArray();
        foreach (var share in Shares)
        {
            var exact = sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
            var actual = quantiles.At(share)!.Value;
            Assert.True(Math.Abs(actual - exact) <= 0.02 * exact, $"{where}: the quantile {share} is {exact}, told as {actual}.");
        }
        var error = exactMaximum ? 0 : 0.02 * sorted[^1];
        Assert.InRange(quantiles.Max!.Value, sorted[^1] - error, sorted[^1] + error);
    }

    private static int[] Values(string shape, Random random) =>
        [.. Enumerable.Range(0, 1 + random.Next(2_000)).Select(_ => shape switch
        {
            "even" => random.Next(100_000),
            "small" => random.Next(60),
            "exponential" => (int)(-400 * Math.Log(1 - random.NextDouble())),
            "two humps" => random.Next(2) == 0 ? random.Next(80, 120) : random.Next(29_000, 31_000),
            "one value" => 777,
            "huge" => int.MaxValue - random.Next(1_000_000_000),
            _ => new[] { 0, 1, 49, 50, 51, 52, int.MaxValue }[random.Next(7)],
        })];

    private static Quantiles Of(IEnumerable<int> values)
    {
        var quantiles = new Quantiles();
        foreach (var value in values)
            quantiles.Add(value);
        return quantiles;
    }

    private static IEnumerable<(int, int)> Counts(Quantiles quantiles) => quantiles.Buckets().Select(bucket => (bucket.Bucket, bucket.Count));

    private static Counted Counted(int value)
    {
        var counted = new Counted { HasRequest = true, Outcome = Transactions.Outcome.Approved, Verdict = Transactions.Verdict.OnTime };
        counted.SetDurations(value, value / 2);
        return counted;
    }
}
