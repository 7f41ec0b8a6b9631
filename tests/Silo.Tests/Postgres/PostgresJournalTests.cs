using System.Diagnostics;
using PosMonitor.Journal;
using PosMonitor.Shards;
using PosMonitor.Storage;
using PosMonitor.Testing;

namespace PosMonitor.Postgres;

public sealed class PostgresJournalTests : JournalContract
{
    private const string Partitions = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'journal'::regclass";

    protected override Task<TestStore> NewStore(int shards) => PgStore.New(shards);

    [Fact]
    public async Task Whole_days_are_dropped_and_never_before_a_snapshot_holds_all_that_is_in_them()
    {
        await using var store = await PgStore.New();
        var epoch = await store.Fill(shard: 0, count: 4);
        var quiet = await store.Fill(shard: 1, count: 2);
        store.Time.Advance(TimeSpan.FromDays(1));
        await store.Append(0, epoch, 5, 9);
        await store.Snapshots.Save(0, epoch, 9, new SnapshotParts([]));
        // The day holds two records of a shard that has no snapshot yet.
        Assert.Equal(0, await store.Journal.Trim(store.Time.GetUtcNow(), CancellationToken.None));
        await store.Snapshots.Save(1, quiet, 2, new SnapshotParts([]));
        Assert.Equal(6, await store.Journal.Trim(store.Time.GetUtcNow(), CancellationToken.None));
        Assert.Equal(Records.Range(5, 9), await store.Seqs(0));
        Assert.Equal(0, await store.Journal.Trim(store.Time.GetUtcNow(), CancellationToken.None));
        await store.Append(1, quiet, 3, 3);
        Assert.Equal([3], await store.Seqs(1));
        Assert.Equal(2, await store.Number(Partitions));
    }

    [Fact]
    public async Task Who_reads_old_journal_keeps_it_and_holds_nobody_up()
    {
        await using var store = await PgStore.New();
        var epoch = await store.Fill(shard: 0, count: 4);
        await store.Snapshots.Save(0, epoch, 4, new SnapshotParts([]));
        store.Time.Advance(TimeSpan.FromDays(2));
        await using (var reader = PostgresQueries.Connection(((PgStore)store).ConnectionString))
        {
            await reader.OpenAsync();
            await using var transaction = await reader.BeginTransactionAsync();
            await using var read = new Npgsql.NpgsqlCommand("SELECT count(*) FROM journal", reader);
            Assert.Equal(4L, await read.ExecuteScalarAsync());
            Assert.Equal(0, await store.Journal.Trim(store.Time.GetUtcNow(), CancellationToken.None));
            // A new day needs a new partition, beside the reader.
            await store.Append(0, epoch, 5, 5);
        }
        Assert.Equal(4, await store.Journal.Trim(store.Time.GetUtcNow(), CancellationToken.None));
    }

    [Fact]
    public async Task A_shard_s_records_lie_in_the_order_of_their_numbers_though_clocks_of_processes_differ()
    {
        await using var store = await PgStore.On(await PostgresServer.Shared);
        store.Time.Advance(TimeSpan.FromHours(13));
        await store.Fill(shard: 0, count: 2);
        var ahead = store.Time.GetUtcNow();
        // Another process's clock is still on the day before.
        await using var slow = store.Open(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(ahead.AddHours(-2)));
        var epoch = await slow.Journal.TakeOver(0, CancellationToken.None);
        await slow.Journal.Append(Records.Entry(0, epoch, 3));
        Assert.Equal(1, await store.Number("SELECT count(DISTINCT committed_at) FROM journal"));
    }

    [Fact]
    public async Task A_disk_that_takes_no_more_refuses_what_does_not_fit_and_works_again_after()
    {
        await using var server = await PostgresServer.Start("autovacuum=off");
        await using var store = await PgStore.On(server);
        var epoch = await store.Fill(shard: 0, count: 2);
        await server.LimitFiles(20 << 20);
        await PostgresQueries.Execute(store.ConnectionString, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'posmonitor'");
        var seq = 2L;
        JournalUnavailableException? refused = null;
        while (refused is null && seq < 100)
        {
            try
            {
                await store.Journal.Append(Records.Entry(0, epoch, seq + 1, 1 << 20, [1]));
                seq++;
            }
            catch (JournalUnavailableException full) when (seq > 2)
            {
                refused = full;
            }
            catch (JournalUnavailableException)
            {
                // The connection that was cut above.
            }
        }
        Assert.Contains("could not extend file", refused?.Message, StringComparison.Ordinal);
        Assert.NotNull(store.Health.FailingSince);
        Assert.Equal(seq, await store.CheckedCount(0));
        await server.LimitFiles(null);
        await PostgresQueries.Execute(store.ConnectionString, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'posmonitor'");
        await Eventually.Is("records are taken again", TestStore.Timeout, async () =>
        {
            try
            {
                await store.Journal.Append(Records.Entry(0, epoch, seq + 1, 1 << 20, [1]));
                return true;
            }
            catch (JournalUnavailableException)
            {
                return false;
            }
        });
        Assert.Equal(seq + 1, await store.CheckedCount(0));
        Assert.Null(store.Health.FailingSince);
    }

    [Fact]
    public async Task While_a_slow_disk_takes_a_commit_the_next_one_gathers()
    {
        await using var server = await PostgresServer.Start("commit_delay=100000", "commit_siblings=0");
        await using var store = await PgStore.On(server, shards: 8);
        var epochs = await Task.WhenAll(Enumerable.Range(0, 8).Select(shard => store.Journal.TakeOver(shard, CancellationToken.None)));
        await store.Journal.Append(Records.Entry(0, epochs[0], 1));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 8).SelectMany(shard => Enumerable.Range(shard == 0 ? 2 : 1, 100).Select(seq => store.Journal.Append(Records.Entry(shard, epochs[shard], seq)))));
        // One after the other they would take 80 seconds.
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(10));
        for (var shard = 0; shard < 8; shard++)
            Assert.Equal(shard == 0 ? 101 : 100, await store.CheckedCount(shard));
    }
}
