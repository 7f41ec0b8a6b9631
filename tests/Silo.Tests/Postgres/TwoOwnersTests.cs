using PosMonitor.Alerts;
using PosMonitor.Storage;
using PosMonitor.Testing;

namespace PosMonitor.Postgres;

/// <summary>Two processes that both hold themselves for the owner, on purpose.</summary>
public sealed class TwoOwnersTests
{
    [Fact]
    public async Task Of_two_owners_that_race_the_journal_takes_each_record_of_one_at_a_time_and_no_answer_is_wrong()
    {
        const int rounds = 60, shard = 0;
        await using var store = await PgStore.On(await PostgresServer.Shared);
        await using var other = store.Open();
        PostgresStore[] processes = [store.Store, other];
        var written = new List<long>();
        var current = new ShardOwner(store.Journal, shard);
        await current.TakeOver();
        for (var round = 1; round <= rounds; round++)
        {
            var (old, next) = (current, new ShardOwner(processes[round % 2].Journal, shard));
            var appending = Task.Run(async () =>
            {
                while (!old.Lost)
                    await old.Append(3);
            });
            await next.TakeOver();
            await next.Append(2);
            await appending.WaitAsync(TestStore.Timeout);
            Assert.Equal(2, next.Written.Count);
            written.AddRange(old.Written);
            current = next;
        }
        written.AddRange(current.Written);
        Assert.Equal(written, await ShardOwner.Journaled(store.Journal, shard));
    }

    [Fact]
    public async Task A_shard_that_is_lost_costs_the_others_of_its_commit_nothing()
    {
        await using var store = await PgStore.On(await PostgresServer.Shared);
        await using var other = store.Open();
        var (lost, kept) = (new ShardOwner(store.Journal, 0), new ShardOwner(store.Journal, 2));
        await lost.TakeOver();
        await kept.TakeOver();
        await other.Journal.TakeOver(0, CancellationToken.None);
        await Task.WhenAll(lost.Append(20), kept.Append(20));
        Assert.True(lost.Lost);
        Assert.Empty(lost.Written);
        Assert.Equal(20, kept.Written.Count);
        Assert.Empty(await ShardOwner.Journaled(store.Journal, 0));
        Assert.Equal(kept.Written, await ShardOwner.Journaled(store.Journal, 2));
    }

    [Fact]
    public async Task A_second_alert_book_fails_and_writes_nothing_even_of_its_progress()
    {
        await using var store = await PgStore.On(await PostgresServer.Shared);
        await using var other = store.Open();
        await store.Alerts.Load(CancellationToken.None);
        await other.Alerts.Load(CancellationToken.None);
        await store.Alerts.Commit(Progress(shard: 0, through: 5));
        await Assert.ThrowsAsync<InvalidOperationException>(() => other.Alerts.Commit(Progress(shard: 1, through: 9)));
        Assert.Equal([new(0, 5)], (await other.Alerts.Load(CancellationToken.None)).Told);
        await other.Alerts.Commit(Progress(shard: 1, through: 9));
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Alerts.Commit(Progress(shard: 0, through: 6)));
    }

    private static AlertCommit Progress(int shard, long through) => new([], new Dictionary<int, long> { [shard] = through }, null, long.MinValue);
}
