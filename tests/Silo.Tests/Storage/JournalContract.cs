using PosMonitor.Journal;
using PosMonitor.Shards;

namespace PosMonitor.Storage;

/// <summary>What every journal does.</summary>
public abstract class JournalContract
{
    protected abstract Task<TestStore> NewStore(int shards = 4);

    [Fact]
    public async Task What_was_appended_is_read_back_in_order()
    {
        await using var store = await NewStore();
        await store.Fill(shard: 2, count: 50);
        Assert.Equal(50, await store.CheckedCount(2));
        Assert.Equal(Records.Range(31, 50), await store.Seqs(2, after: 30));
        Assert.Empty(await store.Seqs(1));
    }

    [Fact]
    public async Task Appends_of_one_commit_share_a_row_a_shard()
    {
        await using var store = await NewStore();
        var first = await store.Journal.TakeOver(0, CancellationToken.None);
        var second = await store.Journal.TakeOver(1, CancellationToken.None);
        var release = await store.HoldCommits();
        var appends = new List<Task>();
        for (var seq = 1; seq <= 20; seq++)
        {
            appends.Add(store.Journal.Append(Records.Entry(0, first, seq, (uint)seq)));
            appends.Add(store.Journal.Append(Records.Entry(1, second, seq, (uint)seq)));
        }
        await release();
        await Task.WhenAll(appends).WaitAsync(TestStore.Timeout);
        Assert.Equal(2, await store.Number("SELECT count(*) FROM journal WHERE shard < 2"));
        Assert.Equal(20, await store.CheckedCount(0));
        Assert.Equal(20, await store.CheckedCount(1));
        Assert.Equal(Records.Range(8, 20), await store.Seqs(1, after: 7));
    }

    [Fact]
    public async Task Shards_append_at_the_same_time()
    {
        await using var store = await NewStore(shards: 16);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(shard => Task.Run(() => store.Fill(shard, 60)))).WaitAsync(TestStore.Timeout);
        for (var shard = 0; shard < 16; shard++)
            Assert.Equal(60, await store.CheckedCount(shard));
    }

    [Fact]
    public async Task An_owner_that_was_taken_over_cannot_append()
    {
        await using var store = await NewStore();
        var old = await store.Fill(shard: 0, count: 3);
        var current = await store.Journal.TakeOver(0, CancellationToken.None);
        Assert.Equal(old + 1, current);
        await Assert.ThrowsAsync<EpochLostException>(() => store.Journal.Append(Records.Entry(0, old, 4)));
        await store.Journal.Append(Records.Entry(0, current, 4));
        Assert.Equal(Records.Range(1, 4), await store.Seqs(0));
    }

    [Fact]
    public async Task An_append_that_does_not_follow_costs_only_itself()
    {
        await using var store = await NewStore();
        var first = await store.Fill(shard: 0, count: 2);
        var second = await store.Fill(shard: 1, count: 2);
        var release = await store.HoldCommits();
        var gap = store.Journal.Append(Records.Entry(0, first, 5));
        var repeat = store.Journal.Append(Records.Entry(0, first, 2));
        var right = store.Journal.Append(Records.Entry(0, first, 3));
        var other = store.Journal.Append(Records.Entry(1, second, 3));
        await release();
        await Task.WhenAll(right, other).WaitAsync(TestStore.Timeout);
        Assert.Contains("does not follow 2", (await Assert.ThrowsAsync<JournalUnavailableException>(() => gap)).Message, StringComparison.Ordinal);
        Assert.Contains("has a record 2 already", (await Assert.ThrowsAsync<InvalidOperationException>(() => repeat)).Message, StringComparison.Ordinal);
        Assert.Equal(3, await store.CheckedCount(0));
        Assert.Equal(3, await store.CheckedCount(1));
    }

    [Fact]
    public async Task Epochs_and_numbers_go_on_after_a_restart()
    {
        await using var store = await NewStore();
        var old = await store.Fill(shard: 3, count: 5);
        await store.Reopen();
        Assert.Equal(5, await store.CheckedCount(3));
        var epoch = await store.Journal.TakeOver(3, CancellationToken.None);
        Assert.Equal(old + 1, epoch);
        await store.Append(3, epoch, 6, 7);
        Assert.Equal(7, await store.CheckedCount(3));
    }

    [Fact]
    public async Task A_terminal_is_found_in_every_row_that_names_it_and_few_others_are_read()
    {
        await using var store = await NewStore();
        var epoch = await store.Journal.TakeOver(0, CancellationToken.None);
        var random = new Random(42);
        const uint wanted = 0xBEEF;
        var named = new List<long>();
        for (var seq = 1; seq <= 400; seq++)
        {
            var terminals = Enumerable.Range(0, 30).Select(_ => (uint)random.Next()).ToArray();
            if (seq % 25 == 0)
            {
                terminals[random.Next(30)] = wanted;
                named.Add(seq);
            }
            await store.Journal.Append(Records.Entry(0, epoch, seq, 1500, terminals));
        }
        var found = await store.Journal.ReadTerminal(0, wanted, 0, CancellationToken.None).Seqs();
        Assert.Empty(named.Except(found));
        Assert.InRange(found.Count, named.Count, named.Count + 20);
        Assert.Equal(found.Order(), found);

        var late = await store.Journal.ReadTerminal(0, wanted, from: 200 * 1000, CancellationToken.None).Seqs();
        Assert.Empty(named.Where(seq => seq >= 200).Except(late));
        Assert.DoesNotContain(late, seq => seq < 200);
    }

    [Fact]
    public async Task What_names_no_terminal_is_read_for_every_terminal()
    {
        await using var store = await NewStore();
        var epoch = await store.Journal.TakeOver(0, CancellationToken.None);
        var release = await store.HoldCommits();
        var appends = new[]
        {
            store.Journal.Append(Records.Entry(0, epoch, 1, 77)),
            store.Journal.Append(Records.Tick(0, epoch, 2)),
            store.Journal.Append(Records.Entry(0, epoch, 3)),
            store.Journal.Append(Records.Entry(0, epoch, 4, 78)),
        };
        await release();
        await Task.WhenAll(appends).WaitAsync(TestStore.Timeout);
        Assert.Equal([1, 2, 3], await store.Journal.ReadTerminal(0, 77, 0, CancellationToken.None).Seqs());
        Assert.Equal([2, 3, 4], await store.Journal.ReadTerminal(0, 78, 0, CancellationToken.None).Seqs());
        // A tick has no event's time that could be too early.
        Assert.Contains(2, await store.Journal.ReadTerminal(0, 1, long.MaxValue, CancellationToken.None).Seqs());
    }

    [Fact]
    public async Task Trimming_keeps_what_is_young_and_the_numbers_go_on_when_all_is_dropped()
    {
        await using var store = await NewStore();
        var epoch = await store.Fill(shard: 0, count: 10);
        store.Time.Advance(TimeSpan.FromDays(2));
        await store.Append(0, epoch, 11, 20);
        await store.Snapshots.Save(0, epoch, 20, new SnapshotParts([new byte[10]]));
        Assert.Equal(10, await store.Journal.Trim(store.Time.GetUtcNow() - TimeSpan.FromDays(1), CancellationToken.None));
        Assert.Equal(Records.Range(11, 20), await store.Seqs(0));
        Assert.Equal(10, await store.Journal.Trim(store.Time.GetUtcNow() + TimeSpan.FromDays(1), CancellationToken.None));
        await store.Reopen();
        await store.Append(0, await store.Journal.TakeOver(0, CancellationToken.None), 21, 21);
        Assert.Equal([21], await store.Seqs(0));
    }

}
