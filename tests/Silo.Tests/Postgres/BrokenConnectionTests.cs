using PosMonitor.Alerts;
using PosMonitor.Shards;
using PosMonitor.Storage;
using PosMonitor.Testing;

namespace PosMonitor.Postgres;

/// <summary>The database fails in the middle of commits: every answer is right all the same.</summary>
public sealed class BrokenConnectionTests
{
    private const string Terminate =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'posmonitor' AND datname = current_database()";

    [Fact]
    public async Task Connections_are_cut_hundreds_of_times_and_each_record_is_there_exactly_if_it_was_answered_so()
    {
        await using var store = await PgStore.On(await PostgresServer.Shared, shards: 6);
        var random = new Random(11);
        await Load(store, async _ =>
        {
            for (var cut = 0; cut < 300; cut++)
            {
                await Task.Delay(random.Next(20));
                await PostgresQueries.Execute(store.ConnectionString, Terminate);
            }
        });
    }

    [Fact]
    public async Task A_server_that_fails_at_once_and_recovers_loses_nothing_that_was_answered()
    {
        await using var server = await PostgresServer.Start();
        await using var store = await PgStore.On(server, shards: 6);
        await Load(store, async more =>
        {
            for (var round = 0; round < 3; round++)
            {
                await more();
                await server.Restart(PostgresStop.Immediate);
                await more();
                await server.Kill();
                await server.Start();
            }
        });
    }

    [Fact]
    public async Task A_server_that_stays_away_leaves_records_in_doubt_refuses_others_at_once_and_clears_the_doubt_up()
    {
        await using var server = await PostgresServer.Start();
        await using var store = await PgStore.On(server);
        var owner = new ShardOwner(store.Journal, 0);
        await owner.TakeOver();
        await owner.Append(5);
        server.Pause();
        var waiting = owner.Append(3);
        await Eventually.Is("the doubt is told", TestStore.Timeout, () => Task.FromResult(owner.InDoubt > 0));
        var refused = await Assert.ThrowsAsync<JournalUnavailableException>(() => store.Journal.Append(Records.Entry(0, 1, 9)).WaitAsync(TimeSpan.FromSeconds(1)));
        Assert.Contains("being found out", refused.Message, StringComparison.Ordinal);
        Assert.False(waiting.IsCompleted);
        Assert.NotNull(store.Health.FailingSince);
        Assert.NotNull(store.Health.LastError);
        server.Resume();
        await waiting.WaitAsync(TestStore.Timeout);
        await owner.Append(4);
        Assert.Equal(owner.Written, await ShardOwner.Journaled(store.Journal, 0));
        Assert.Null(store.Health.FailingSince);
    }

    [Fact]
    public async Task A_reader_whose_connection_is_cut_in_the_middle_goes_on_with_the_next_record()
    {
        await using var store = await PgStore.On(await PostgresServer.Shared);
        var epoch = await store.Fill(0, 1);
        // More than the buffers on the way hold.
        for (var seq = 2; seq <= 60; seq++)
            await store.Journal.Append(Records.Entry(0, epoch, seq, 1 << 20, []));
        var seqs = new List<long>();
        await foreach (var record in store.Journal.Read(0, 0, CancellationToken.None))
        {
            Assert.Equal(Records.Bytes(0, record.Seq, record.Bytes.Length), record.Bytes.ToArray());
            seqs.Add(record.Seq);
            if (record.Seq is 1 or 3)
                await PostgresQueries.Execute(store.ConnectionString, Terminate);
        }
        Assert.Equal(Enumerable.Range(1, 60).Select(seq => (long)seq), seqs);
    }

    [Fact]
    public async Task Alerts_whose_commit_is_cut_off_are_there_exactly_if_it_was_answered_so()
    {
        await using var store = await PgStore.On(await PostgresServer.Shared);
        var random = new Random(5);
        using var done = new CancellationTokenSource();
        var committed = new List<string>();
        var committing = Task.Run(() => CommitAlerts(store, committed, done.Token));
        for (var cut = 0; cut < 60; cut++)
        {
            var enough = committed.Count + 1 + random.Next(3);
            await Eventually.Is("more commits go through", TestStore.Timeout, () => Task.FromResult(committed.Count >= enough));
            await PostgresQueries.Execute(store.ConnectionString, Terminate);
        }
        await done.CancelAsync();
        var refused = await committing.WaitAsync(TestStore.Timeout);
        Assert.True(refused > 0, "nothing was ever refused: the cuts were none");
        var found = await store.Alerts.Changes(0, int.MaxValue, CancellationToken.None);
        Assert.Equal(committed, found.Select(alert => alert.Id));
    }

    private static async Task<int> CommitAlerts(PgStore store, List<string> committed, CancellationToken done)
    {
        var refused = 0;
        for (var attempt = 0; !done.IsCancellationRequested; attempt++)
        {
            var alert = AlertStoreContract.Alert($"a{attempt}", committed.Count + 1);
            try
            {
                await store.Alerts.Commit(new AlertCommit([AlertStoreContract.Change(alert)], new Dictionary<int, long>(), null, long.MinValue));
                committed.Add(alert.Id);
            }
            catch (JournalUnavailableException)
            {
                // Nothing was written: the next one has its number.
                refused++;
            }
        }
        return refused;
    }

    /// <summary>Has the owners of all shards append while something goes wrong again and again, and compares their answers with the journal.</summary>
    private static async Task Load(PgStore store, Func<Func<Task>, Task> trouble)
    {
        var owners = Enumerable.Range(0, store.Options.Shards).Select(shard => new ShardOwner(store.Journal, shard)).ToArray();
        await Task.WhenAll(owners.Select(owner => owner.TakeOver()));
        var over = false;
        var appending = owners.Select(owner => Task.Run(async () =>
        {
            while (!Volatile.Read(ref over))
                await owner.Append(1 + owner.Written.Count % 4);
        })).ToArray();
        await trouble(() => More(owners));
        Volatile.Write(ref over, true);
        await Task.WhenAll(appending).WaitAsync(TestStore.Timeout);
        Assert.True(owners.Sum(owner => owner.Refused) > 0, "nothing was ever refused: the trouble was none");
        Assert.DoesNotContain(owners, owner => owner.Lost);
        for (var shard = 0; shard < owners.Length; shard++)
        {
            await owners[shard].Append(1);
            Assert.Equal(owners[shard].Written, await ShardOwner.Journaled(store.Journal, shard));
        }
    }

    private static Task More(ShardOwner[] owners)
    {
        var enough = owners.Sum(owner => owner.Written.Count) + 100;
        return Eventually.Is("100 more records are written", TestStore.Timeout, () => Task.FromResult(owners.Sum(owner => owner.Written.Count) >= enough));
    }
}
