namespace PosMonitor.EndToEnd.Traffic;

/// <summary>A seeded source of chance.</summary>
internal sealed class Dice(int seed)
{
#pragma warning disable CA5394 // Tests are to be repeatable, not secret.
    private readonly Random _random = new(seed);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public int Below(int bound) => _random.Next(bound);

    public double Between(double from, double to) => from + _random.NextDouble() * (to - from);

    /// <summary>A whole number of milliseconds.</summary>
    public TimeSpan Span(double fromSeconds, double toSeconds) =>
        TimeSpan.FromMilliseconds(Math.Round(Between(fromSeconds, toSeconds) * 1000));

    /// <summary>Mostly near the median, now and then much longer; a whole number of milliseconds.</summary>
    public TimeSpan LogNormal(double medianSeconds, double sigma, double maxSeconds) =>
        TimeSpan.FromMilliseconds(Math.Round(Math.Min(maxSeconds, medianSeconds * Math.Exp(sigma * Normal())) * 1000));

    public T Of<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    public T Weighted<T>(IReadOnlyList<(T Item, double Weight)> items)
    {
        var at = _random.NextDouble() * items.Sum(i => i.Weight);
        foreach (var (item, weight) in items)
        {
            at -= weight;
            if (at < 0)
                return item;
        }
        return items[^1].Item;
    }

    public T[] Shuffled<T>(IEnumerable<T> items)
    {
        T[] array = [.. items];
        _random.Shuffle(array);
        return array;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
#pragma warning restore CA5394
}
