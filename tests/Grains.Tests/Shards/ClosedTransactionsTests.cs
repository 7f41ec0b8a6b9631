namespace PosMonitor.Shards;

public sealed class ClosedTransactionsTests
{
    private const long Day = TimeSpan.TicksPerDay;
    private readonly ClosedTransactions _closed = new(TimeSpan.FromDays(30));

    [Fact]
    public void It_knows_just_the_transactions_and_events_that_were_added()
    {
        var random = new Random(1);
        var model = new Dictionary<ulong, uint[]>();
        while (model.Count < 5_000)
        {
            // Keys that share their low bits make long runs.
            var key = ((ulong)random.NextInt64(1L << 40) << 20) | (uint)random.Next(1 << 10);
            var events = Enumerable.Range(0, random.Next(6)).Select(_ => (uint)random.Next()).ToArray();
            if (model.TryAdd(key, events))
                _closed.Add(key, events, Day + model.Count * Day / 1_000);
        }
        Assert.Equal(5_000, _closed.Count);
        foreach (var (key, events) in model)
        {
            Assert.True(_closed.Contains(key));
            Assert.All(events, e => Assert.True(_closed.ContainsEvent(key, e)));
            Assert.False(_closed.ContainsEvent(key, 0x8000_0000));
            Assert.False(_closed.Contains(key ^ (1UL << 60)));
        }
    }

    [Fact]
    public void An_event_of_one_transaction_is_not_known_of_another()
    {
        _closed.Add(1, [10], Day);
        _closed.Add(2, [20], Day);
        Assert.True(_closed.ContainsEvent(1, 10));
        Assert.False(_closed.ContainsEvent(1, 20));
    }

    [Fact]
    public void An_event_that_came_later_is_known_from_then_on()
    {
        _closed.Add(1, [10], Day);
        Assert.False(_closed.ContainsEvent(1, 11));

        _closed.AddLater(1, 11);
        Assert.True(_closed.ContainsEvent(1, 11));
        Assert.False(_closed.ContainsEvent(2, 11));
    }

    [Fact]
    public void A_day_is_dropped_whole_when_its_end_is_older_than_the_retention()
    {
        _closed.Add(1, [10], 100 * Day);
        _closed.Add(2, [20], 101 * Day - 1);
        _closed.AddLater(1, 11);
        _closed.Add(3, [30], 130 * Day);
        _closed.Add(4, [40], 131 * Day);
        Assert.True(_closed.ContainsEvent(1, 11) && _closed.ContainsEvent(2, 20));

        _closed.Add(5, [50], 132 * Day);
        Assert.False(_closed.Contains(1) || _closed.Contains(2) || _closed.ContainsEvent(1, 11) || _closed.ContainsEvent(2, 20));
        Assert.True(_closed.Contains(3) && _closed.Contains(4) && _closed.Contains(5));
        Assert.Equal((3, 0), (_closed.Count, _closed.Later.Count));
    }

    [Fact]
    public void It_is_put_back_as_it_was()
    {
        _closed.Add(1, [10, 11], 100 * Day);
        _closed.Add(2, [], 101 * Day + 5);
        _closed.AddLater(2, 21);
        var copy = new ClosedTransactions(TimeSpan.FromDays(30));
        foreach (var (day, transactions) in _closed.Days())
        {
            foreach (var (key, events) in transactions)
                copy.Restore(day, key, events.Span);
        }
        foreach (var (key, e) in _closed.Later)
            copy.AddLater(key, e);

        Assert.True(copy.ContainsEvent(1, 10) && copy.ContainsEvent(1, 11) && copy.Contains(2) && copy.ContainsEvent(2, 21));
        Assert.Equal(2, copy.Count);
    }
}
