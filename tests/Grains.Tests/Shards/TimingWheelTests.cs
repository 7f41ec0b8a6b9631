namespace PosMonitor.Shards;

public sealed class TimingWheelTests
{
    private const long Moment = TimeSpan.TicksPerMillisecond;
    private static readonly long Start = new DateTime(2026, 5, 4, 8, 0, 0, DateTimeKind.Utc).Ticks;
    private readonly Dictionary<int, long> _moments = [];
    private readonly TimingWheel _wheel;

    public TimingWheelTests() => _wheel = new TimingWheel(MomentOf, static _ => { });

    [Fact]
    public void Nothing_is_due_in_an_empty_one()
    {
        Assert.False(_wheel.TryPeek(long.MaxValue, out _, out _));
        Assert.Equal(long.MaxValue, _wheel.Earliest);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 300)]
    [InlineData(0, 60_000)]
    [InlineData(0, 20 * 60_000)]
    [InlineData(0, 3_600_000)]
    [InlineData(1, 90L * 24 * 3_600_000)]
    [InlineData(20L * 24 * 3_600_000, 90L * 24 * 3_600_000)]
    [InlineData(0, 100L * 365 * 24 * 3_600_000)]
    public void What_is_due_is_told_at_its_moment_and_not_before(long beginsAfter, long dueAfter)
    {
        Assert.False(_wheel.TryPeek(Start + beginsAfter * Moment, out _, out _));
        var moment = Start + dueAfter * Moment;
        Add(7, moment);
        Assert.InRange(_wheel.Earliest, Start, moment);
        Assert.False(_wheel.TryPeek(moment - 1, out _, out _));
        Assert.InRange(_wheel.Earliest, Start, moment);
        Assert.True(_wheel.TryPeek(moment, out var number, out var told));
        Assert.Equal((7, moment), (number, told));
        _wheel.Dequeue();
        Assert.False(_wheel.TryPeek(long.MaxValue, out _, out _));
        Assert.Equal(0, _wheel.Count);
    }

    [Fact]
    public void A_moment_that_has_gone_by_is_due_at_once()
    {
        Assert.False(_wheel.TryPeek(Start, out _, out _));
        Add(1, Start - TimeSpan.TicksPerDay);
        Assert.Equal(Start - TimeSpan.TicksPerDay, _wheel.Earliest);
        Assert.True(_wheel.TryPeek(Start, out var number, out _));
        Assert.Equal(1, number);
    }

    [Fact]
    public void What_is_cleared_is_not_due()
    {
        Assert.False(_wheel.TryPeek(Start, out _, out _));
        foreach (var after in new[] { -1, 1000, 100_000, 10_000_000, 10_000_000_000 })
            Add(_moments.Count, Start + after * Moment);
        _wheel.Clear();
        Assert.Equal(0, _wheel.Count);
        Assert.Equal(long.MaxValue, _wheel.Earliest);
        Assert.False(_wheel.TryPeek(long.MaxValue, out _, out _));
    }

    /// <summary>Numbers are added, moved and taken in random order, at distances from a millisecond to half a year, and told as a sorted list tells them.</summary>
    [Fact]
    public void It_tells_the_same_as_a_sorted_list()
    {
        for (var seed = 1; seed <= 40; seed++)
            CompareWithSorted(new Random(seed));
    }

    private void CompareWithSorted(Random random)
    {
        _moments.Clear();
        _wheel.Clear();
        var (now, told) = (Start, 0);
        for (var step = 0; step < 3000; step++)
        {
            switch (random.Next(8))
            {
                case 0:
                    now += Distance(random);
                    break;
                case 1:
                    now += random.Next(1000) * Moment;
                    break;
                case 2:
                    _moments.Remove(random.Next(200));
                    break;
                default:
                    Add(random.Next(200), now + Distance(random) - random.Next(2) * TimeSpan.TicksPerSecond);
                    break;
            }
            Assert.True(_wheel.Earliest <= _moments.Values.DefaultIfEmpty(long.MaxValue).Min());
            while (_wheel.TryPeek(now, out var number, out var moment))
            {
                _wheel.Dequeue();
                if (MomentOf(number) != moment)
                    continue;
                Assert.Equal(_moments.Values.Min(), moment);
                _moments.Remove(number);
                told++;
            }
            Assert.All(_moments.Values, moment => Assert.True(moment > now));
        }
        Assert.True(told > 500);
    }

    private static long Distance(Random random) => (long)Math.Exp(random.NextDouble() * Math.Log(180.0 * 24 * 3_600_000)) * Moment;

    private void Add(int number, long moment)
    {
        _moments[number] = moment;
        _wheel.Add(number, moment);
    }

    private long MomentOf(int number) => _moments.GetValueOrDefault(number, long.MaxValue);
}
