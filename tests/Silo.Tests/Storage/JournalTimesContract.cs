using PosMonitor.Journal;

namespace PosMonitor.Storage;

/// <summary>How records are found by the time of their events, in every journal.</summary>
public abstract class JournalTimesContract
{
    private const long Start = 638_000_000_000_000_000;

    // From rows of a moment to rows of a year: every class of the index, and its very edges.
    private static readonly long[] Widths =
    [
        0, 1, TimeSpan.TicksPerSecond, TimeSpan.TicksPerMinute - 1, TimeSpan.TicksPerMinute, 8 * TimeSpan.TicksPerMinute, TimeSpan.TicksPerHour - 1,
        8 * TimeSpan.TicksPerHour, 3 * TimeSpan.TicksPerDay, 30 * TimeSpan.TicksPerDay - 1, 30 * TimeSpan.TicksPerDay, 365 * TimeSpan.TicksPerDay,
    ];

    protected abstract Task<TestStore> NewStore(int shards = 4);

    [Fact]
    public async Task Every_record_of_a_span_of_time_is_found_in_every_shard_and_no_row_that_ends_before_or_begins_after()
    {
        await using var store = await NewStore();
        var random = new Random(7);
        List<(int Shard, long Seq, long From, long To)> written = [];
        for (var shard = 0; shard < 4; shard++)
        {
            var epoch = await store.Journal.TakeOver(shard, CancellationToken.None);
            for (var seq = 1; seq <= 150; seq++)
            {
                var from = Start + random.NextInt64(40 * TimeSpan.TicksPerDay);
                var to = from + Widths[random.Next(Widths.Length)];
                await store.Journal.Append(new JournalEntry(shard, epoch, seq, Records.Bytes(shard, seq, 40), from, to, [1]));
                written.Add((shard, seq, from, to));
            }
        }
        for (var round = 0; round < 200; round++)
        {
            // Now and then just at the edge of a row.
            var edge = written[random.Next(written.Count)];
            var from = random.Next(3) switch { 0 => edge.To, 1 => edge.To + 1, _ => Start + random.NextInt64(42 * TimeSpan.TicksPerDay) };
            var to = from + random.NextInt64(3 * TimeSpan.TicksPerMinute);
            var expected = written.Where(row => row.From <= to && row.To >= from).Select(row => (row.Shard, row.Seq)).Order();
            Assert.True(expected.SequenceEqual((await Found(store, from, to)).Order()), $"round {round}: {from} to {to}");
        }
        Assert.Equal(600, (await Found(store, long.MinValue, long.MaxValue)).Count);
    }

    [Fact]
    public async Task Records_without_a_time_are_not_found_but_with_others_of_their_row()
    {
        await using var store = await NewStore();
        var epoch = await store.Journal.TakeOver(0, CancellationToken.None);
        await store.Journal.Append(Records.Tick(0, epoch, 1));
        var release = await store.HoldCommits();
        var appends = new[]
        {
            store.Journal.Append(Records.Tick(0, epoch, 2)),
            store.Journal.Append(new JournalEntry(0, epoch, 3, Records.Bytes(0, 3, 40), Start, Start + 1, [])),
        };
        await release();
        await Task.WhenAll(appends).WaitAsync(TestStore.Timeout);
        Assert.Equal([(0, 2L), (0, 3L)], await Found(store, Start, Start));
        Assert.Empty(await Found(store, Start - 10, Start - 1));
    }

    [Fact]
    public async Task Long_rows_come_in_pages()
    {
        await using var store = await NewStore();
        var epoch = await store.Journal.TakeOver(0, CancellationToken.None);
        for (var seq = 1; seq <= 12; seq++)
            await store.Journal.Append(new JournalEntry(0, epoch, seq, Records.Bytes(0, seq, 400_000), Start + seq, Start + seq, [1]));
        Assert.Equal(Records.Range(3, 12), (await Found(store, Start + 3, Start + 100)).Select(found => found.Seq));
    }

    protected static async Task<List<(int Shard, long Seq)>> Found(TestStore store, long from, long to)
    {
        List<(int, long)> found = [];
        await foreach (var record in store.Journal.ReadBetween(from, to, CancellationToken.None))
            found.Add((BitConverter.ToInt32(record.Bytes.Span), record.Seq));
        return found;
    }
}
