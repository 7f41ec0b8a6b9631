using PosMonitor.Journal;
using PosMonitor.Shards;
using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

public sealed class JournalTests : JournalContract
{
    protected override Task<TestStore> NewStore(int shards) => Task.FromResult<TestStore>(new TempStore(shards));

    [Fact]
    public async Task A_long_row_is_divided_and_long_records_survive()
    {
        using var store = new TempStore();
        var epoch = await store.Journal.TakeOver(0, CancellationToken.None);
        var release = store.HoldWriter();
        var appends = Enumerable.Range(1, 12).Select(seq => store.Journal.Append(Records.Entry(0, epoch, seq, 100_000, [(uint)seq]))).ToArray();
        release();
        await Task.WhenAll(appends).WaitAsync(TempStore.Timeout);
        await store.Journal.Append(Records.Entry(0, epoch, 13, 3_000_000, [13]));
        Assert.InRange(await store.Number("SELECT count(*) FROM journal"), 6, 8);
        Assert.Equal(13, await store.CheckedCount(0));
    }

    [Fact]
    public async Task A_take_over_between_two_appends_of_one_commit_fences_the_second()
    {
        using var store = new TempStore();
        var old = await store.Journal.TakeOver(0, CancellationToken.None);
        var release = store.HoldWriter();
        var before = store.Journal.Append(Records.Entry(0, old, 1));
        var takeOver = store.Journal.TakeOver(0, CancellationToken.None);
        var late = store.Journal.Append(Records.Entry(0, old, 2));
        var next = store.Journal.Append(Records.Entry(0, old + 1, 2));
        release();
        await before.WaitAsync(TempStore.Timeout);
        Assert.Equal(old + 1, await takeOver);
        await Assert.ThrowsAsync<EpochLostException>(() => late);
        await next;
        Assert.Equal(2, await store.CheckedCount(0));
        Assert.Equal(2, await store.Number("SELECT count(DISTINCT epoch) FROM journal"));
    }

    [Fact]
    public async Task A_full_disk_takes_nothing_of_the_commit_and_works_again_after()
    {
        using var store = new TempStore();
        var first = await store.Fill(shard: 0, count: 2);
        var second = await store.Fill(shard: 1, count: 2);
        await store.LeaveRoomFor(pages: 4);
        var release = store.HoldWriter();
        var small = store.Journal.Append(Records.Entry(1, second, 3));
        var large = store.Journal.Append(Records.Entry(0, first, 3, 500_000, [1]));
        var behind = store.Journal.Append(Records.Entry(0, first, 4));
        release();
        foreach (var append in new[] { small, large, behind })
            await Assert.ThrowsAsync<JournalUnavailableException>(() => append.WaitAsync(TempStore.Timeout));
        Assert.Equal(2, await store.CheckedCount(0));
        Assert.Equal(2, await store.CheckedCount(1));
        Assert.NotNull(store.Health.FailingSince);
        Assert.Contains("full", store.Health.LastError, StringComparison.Ordinal);

        await store.LeaveRoomFor(pages: 100_000);
        await store.Journal.Append(Records.Entry(1, second, 3));
        await store.Journal.Append(Records.Entry(0, first, 3, 500_000, [1]));
        Assert.Equal(3, await store.CheckedCount(0));
        Assert.Equal(3, await store.CheckedCount(1));
        Assert.Null(store.Health.FailingSince);
    }

    [Fact]
    public async Task A_store_that_is_closed_takes_what_waits_and_nothing_after()
    {
        using var store = new TempStore();
        var epoch = await store.Journal.TakeOver(0, CancellationToken.None);
        var journal = store.Journal;
        var waiting = Enumerable.Range(1, 200).Select(seq => journal.Append(Records.Entry(0, epoch, seq))).ToArray();
        store.Store.Dispose();
        await Task.WhenAll(waiting).WaitAsync(TempStore.Timeout);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.Append(Records.Entry(0, epoch, 201)));
        await store.Reopen();
        Assert.Equal(200, await store.CheckedCount(0));
    }

    [Fact]
    public async Task What_was_answered_is_there_after_a_kill()
    {
        using var store = new TempStore(shards: 8);
        var epochs = new long[8];
        for (var shard = 0; shard < 8; shard++)
            epochs[shard] = await store.Fill(shard, 20);
        var release = store.HoldWriter();
        var unanswered = store.Journal.Append(Records.Entry(0, epochs[0], 21));
        using (var copy = store.AfterKill())
        {
            for (var shard = 0; shard < 8; shard++)
                Assert.Equal(20, await copy.CheckedCount(shard));
            await copy.Append(5, await copy.Journal.TakeOver(5, CancellationToken.None), 21, 22);
            Assert.Equal(22, await copy.CheckedCount(5));
        }
        release();
        await unanswered.WaitAsync(TempStore.Timeout);
    }

    [Fact]
    public async Task Trimming_keeps_what_no_snapshot_holds()
    {
        using var store = new TempStore();
        var epoch = await store.Fill(shard: 0, count: 300);
        await store.Fill(shard: 1, count: 10);
        await store.Snapshots.Save(0, epoch, 250, new SnapshotParts([new byte[100]]));
        store.Time.Advance(TimeSpan.FromDays(31));
        var dropped = await store.Journal.Trim(store.Time.GetUtcNow() - TimeSpan.FromDays(30), CancellationToken.None);
        Assert.Equal(250, dropped);
        Assert.Equal(Records.Range(251, 300), await store.Seqs(0));
        Assert.Equal(10, await store.CheckedCount(1));
    }

    [Theory]
    [InlineData(100, 1_000_000)]
    [InlineData(4000, 60)]
    public async Task The_log_is_copied_into_the_database_while_it_is_written(int commits, int length)
    {
        using var store = new TempStore(shards: 16);
        var epochs = await Task.WhenAll(Enumerable.Range(0, 16).Select(shard => store.Journal.TakeOver(shard, CancellationToken.None)));
        for (var i = 0; i < commits; i++)
            await store.Journal.Append(Records.Entry(i % 16, epochs[i % 16], i / 16 + 1, length, [1]));
        Assert.InRange(new FileInfo(store.Database + "-wal").Length, 1, 90_000_000);
        Assert.InRange(new FileInfo(store.Database).Length, commits * length / 4, long.MaxValue);
        for (var shard = 0; shard < 16; shard++)
            Assert.Equal((commits - shard + 15) / 16, await store.CheckedCount(shard));
    }
}
