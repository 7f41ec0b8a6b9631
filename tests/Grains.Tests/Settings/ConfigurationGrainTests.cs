using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Core.Internal;
using Orleans.TestingHost;
using PosMonitor.Journal;
using PosMonitor.Shards;
using PosMonitor.Terminals.Rest;
using PosMonitor.Tests.Terminals;

namespace PosMonitor.Settings;

/// <summary>The book as a grain, on a store that fails, with shards that cannot be reached: they have no journal, or one that never answers.</summary>
public sealed class ConfigurationGrainTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly MemoryConfigurationStore _store = new();
    private readonly SilentJournal _journal = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private InProcessTestCluster _cluster = null!;

    private IConfigurationGrain Book => _cluster.Client.GetGrain<IConfigurationGrain>(0);

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddShards();
            silo.Services.AddSingleton<IConfigurationStore>(_store);
            silo.Services.AddSingleton<IJournal>(_journal);
            silo.Services.AddSingleton<ISnapshotStore>(_journal);
            silo.Services.AddSingleton<IRestStores, MemoryRestStores>();
            silo.Services.AddSingleton<TimeProvider>(_time);
            silo.Services.Configure<MonitorOptions>(options => options.Shards = 2);
            silo.Services.Configure<DetectionOptions>(options => options.NotifySla = TimeSpan.FromSeconds(40));
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public Task DisposeAsync() => _cluster.DisposeAsync().AsTask();

    [Fact]
    public async Task A_change_is_kept_though_no_shard_can_be_reached()
    {
        Assert.Equal(ConfigurationResult.Changed, (await Put("fleet", """{"notifySla":"00:00:10"}""")).Result);

        var change = Assert.Single(_store.Changes);
        Assert.Equal((1L, ConfigurationKind.Settings, "fleet", """{"notifySla":"00:00:10"}""", "ann"), (change.Version, change.Kind, change.Key, change.Body, change.By));
        Assert.Equal(_time.GetUtcNow(), change.At);
        Assert.Equal(2, _journal.Asked.Distinct().Count());
    }

    [Fact]
    public async Task Whoever_changes_something_waits_for_a_shard_that_does_not_answer_but_not_for_ever()
    {
        _journal.Answers = false;
        var put = Put("fleet", """{"notifySla":"00:00:10"}""");
        await Eventually("the shards to be told", () => Task.FromResult(_journal.Asked.Distinct().Count() == 2));
        Assert.False(put.IsCompleted);
        Assert.Equal(new ScopeValue("notifySla", "\"00:00:10\"", "fleet"), await Setting("fleet", "notifySla"));
        await Eventually("the wait to be over", () =>
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            return Task.FromResult(put.IsCompleted);
        });

        Assert.Equal(ConfigurationResult.Changed, (await put).Result);
    }

    [Fact]
    public async Task Only_the_shard_of_a_terminal_is_told_of_it()
    {
        await Book.Put(ConfigurationKind.Terminal, "lakala/T1", """{"merchant":"M1"}""", "ann", null);

        Assert.Equal(ConfigurationReach.Of(_store.Changes[0], 2), Assert.Single(_journal.Asked.Distinct()));
    }

    [Fact]
    public async Task What_changes_nothing_makes_no_version()
    {
        await Put("issuer/icbc", """{"notifySla":"00:00:10","failingRun":4}""");
        Assert.Equal(ConfigurationResult.Unchanged, (await Put("issuer/icbc", """{ "failingRun": 4, "notifySla": "00:00:10.000", "windowSize": null }""")).Result);
        Assert.Equal(ConfigurationResult.Unchanged, (await Put("issuer/ccb", "{}")).Result);
        Assert.Equal(ConfigurationResult.Unchanged, (await Book.Delete(ConfigurationKind.Settings, "fleet", "ann", null)).Result);
        Assert.Equal(ConfigurationResult.Unknown, (await Book.Delete(ConfigurationKind.Acquirer, "nobody", "ann", null)).Result);
        Assert.Equal(ConfigurationResult.Unknown, (await Book.Delete(ConfigurationKind.Terminal, "lakala/T1", "ann", null)).Result);
        Assert.Equal(1, await Book.GetVersion());
    }

    [Fact]
    public async Task The_nearest_scope_wins_and_each_setting_tells_whose_it_is()
    {
        await Book.Put(ConfigurationKind.Terminal, "lakala/T1", """{"merchant":"M1"}""", "ann", null);
        await Put("fleet", """{"notifySla":"00:00:10","failingRun":4}""");
        await Put("acquirer/lakala", """{"failingRun":5,"failingMin":6,"silentAfter":"01:00:00"}""");
        await Put("merchant/lakala/M1", """{"failingMin":7}""");
        await Put("terminal/lakala/T1", """{"silentAfter":"02:00:00"}""");

        Assert.Equal(new ScopeValue("notifySla", "\"00:00:10\"", "fleet"), await Setting("terminal/lakala/T1", "notifySla"));
        Assert.Equal(new ScopeValue("failingRun", "5", "acquirer/lakala"), await Setting("terminal/lakala/T1", "failingRun"));
        Assert.Equal(new ScopeValue("failingMin", "7", "merchant/lakala/M1"), await Setting("terminal/lakala/T1", "failingMin"));
        Assert.Equal(new ScopeValue("silentAfter", "\"02:00:00\"", "terminal/lakala/T1"), await Setting("terminal/lakala/T1", "silentAfter"));
        Assert.Equal(new ScopeValue("windowSize", "20", "default"), await Setting("terminal/lakala/T1", "windowSize"));
        Assert.Equal(new ScopeValue("failingMin", "6", "acquirer/lakala"), await Setting("terminal/lakala/T2", "failingMin"));
        Assert.Equal(new ScopeValue("failingRun", "4", "fleet"), await Setting("issuer/icbc", "failingRun"));
        await Book.Delete(ConfigurationKind.Settings, "fleet", "bob", null);
        Assert.Equal(new ScopeValue("notifySla", "\"00:00:40\"", "file"), await Setting("issuer/icbc", "notifySla"));
        var last = (await Book.GetSettings("fleet")).Last!;
        Assert.Equal((6L, null, "bob"), (last.Version, last.Body, last.By));
    }

    [Fact]
    public async Task A_change_that_would_break_another_scope_is_refused_and_names_it()
    {
        await Book.Put(ConfigurationKind.Terminal, "lakala/T1", """{"merchant":"M1"}""", "ann", null);
        await Put("merchant/lakala/M1", """{"windowSize":10}""");
        await Put("terminal/lakala/T1", """{"failingRun":8}""");
        await Put("terminal/leshua/T1", """{"failingRun":8}""");

        async Task Refused(string scope, string json, params string[] messages)
        {
            var answer = await Put(scope, json);
            Assert.Equal(ConfigurationResult.Refused, answer.Result);
            Assert.Equal(messages, answer.Errors.Select(error => error.Message));
        }
        await Refused("issuer/icbc", """{"windowSize":4}""", "windowSize is 4; allowed is at least failingMin (5).");
        await Refused("merchant/lakala/M1", """{"windowSize":6}""", "terminal/lakala/T1: windowSize would be 6; allowed is at least failingRun (8).");
        await Refused("fleet", """{"windowSize":7}""", "terminal/leshua/T1: windowSize would be 7; allowed is at least failingRun (8).");
        await Refused("acquirer/lakala", """{"failingMin":12}""",
            "merchant/lakala/M1: windowSize would be 10; allowed is at least failingMin (12).", "terminal/lakala/T1: windowSize would be 10; allowed is at least failingMin (12).");
        await Refused("acquirer/lakala", """{"recoveredShare":0.5}""", "recoveredShare is 0.5; allowed is at most degradedShare (0.3).");
        await Refused("terminal/lakala/T1", """{"failingRun":11}""", "windowSize is 10; allowed is at least failingRun (11).");
        Assert.Equal(4, await Book.GetVersion());
        // What lies between is mended by the change itself: what counts is what it would be.
        Assert.Equal(ConfigurationResult.Changed, (await Put("merchant/lakala/M1", """{"windowSize":8}""")).Result);
        Assert.Equal(ConfigurationResult.Changed, (await Put("acquirer/leshua", """{"windowSize":8}""")).Result);
    }

    [Fact]
    public async Task Taking_settings_away_may_break_another_scope_as_well()
    {
        await Put("fleet", """{"notifyDeadline":"01:00:00"}""");
        await Put("issuer/icbc", """{"notifySla":"00:30:00"}""");

        var answer = await Book.Delete(ConfigurationKind.Settings, "fleet", "ann", null);

        Assert.Equal(("notifyDeadline", "issuer/icbc: notifyDeadline would be 00:15:00; allowed is at least notifySla (00:30:00)."), (answer.Errors.Single().Field, answer.Errors.Single().Message));
    }

    [Theory]
    [InlineData("[]", null, "The settings are not a JSON object.")]
    [InlineData("", null, "The body is not a JSON object.")]
    [InlineData("""{"notifySla":"\ud800"}""", null, "The body is not a JSON object.")]
    [InlineData("""{"notifySla":30}""", "notifySla", "notifySla is wrong; allowed is 00:00:00.0010000 to 1.00:00:00.")]
    [InlineData("""{"failingRun":3.5}""", "failingRun", "failingRun is wrong; allowed is 1 to 100.")]
    [InlineData("""{"NotifySla":"00:00:10"}""", "NotifySla", "'NotifySla' is not a setting.")]
    [InlineData("""{"4111111111111111":1}""", null, "There is a name that is not a setting.")]
    public async Task What_is_wrong_is_told_with_what_is_allowed(string json, string? field, string message)
    {
        var answer = await Put("fleet", json);

        Assert.Equal(ConfigurationResult.Refused, answer.Result);
        Assert.Equal(new ConfigurationError(field, message), Assert.Single(answer.Errors));
        Assert.Equal(0, await Book.GetVersion());
    }

    [Fact]
    public async Task Changes_that_come_at_once_are_numbered_one_after_the_other()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 50).Select(run => Put($"issuer/bank{run}", $$"""{"windowSize":{{run + 20}}}""")));

        Assert.All(answers, answer => Assert.Equal(ConfigurationResult.Changed, answer.Result));
        Assert.Equal(Enumerable.Range(1, 50).Select(version => (long)version), _store.Changes.Select(change => change.Version));
    }

    [Fact]
    public async Task A_change_under_a_condition_is_made_at_that_version_only()
    {
        var version = await Book.GetVersion();
        var answers = await Task.WhenAll(Enumerable.Range(1, 10).Select(
            run => Book.Put(ConfigurationKind.Settings, "fleet", $$"""{"windowSize":{{run + 20}}}""", "ann", version)));

        Assert.Single(answers, answer => answer.Result == ConfigurationResult.Changed);
        Assert.Equal(9, answers.Count(answer => answer.Result == ConfigurationResult.Moved));
    }

    [Fact]
    public async Task What_could_not_be_kept_is_not_in_force()
    {
        _store.Refuse = 1;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Put("fleet", """{"notifySla":"00:00:10"}"""));
        Assert.Equal("file", (await Setting("fleet", "notifySla")).Source);

        Assert.Equal(ConfigurationResult.Changed, (await Put("fleet", """{"notifySla":"00:00:10"}""")).Result);
        Assert.Equal(1, await Book.GetVersion());
    }

    [Fact]
    public async Task A_commit_of_unknown_outcome_makes_the_book_start_again_from_the_store()
    {
        _store.BreakAfterWriting = 1;
        await Assert.ThrowsAnyAsync<Exception>(() => Put("fleet", """{"notifySla":"00:00:10"}"""));

        await Eventually("the book to know what was written", async () => await Book.GetVersion() == 1);
        Assert.Equal(ConfigurationResult.Changed, (await Put("fleet", """{"notifySla":"00:00:20"}""")).Result);
    }

    [Fact]
    public async Task A_new_activation_goes_on_where_the_last_one_stopped()
    {
        await Put("fleet", """{"notifySla":"00:00:10"}""");
        await Book.Put(ConfigurationKind.Acquirer, "newpay", """{"name":{"en":"New Pay"},"licensed":true}""", "ann", null);
        await Book.Delete(ConfigurationKind.Acquirer, "lakala", "ann", null);
        await Book.Put(ConfigurationKind.Terminal, "lakala/T1", "{}", "ann", null);
        await Book.AsReference<IGrainManagementExtension>().DeactivateOnIdle();

        Assert.Equal(4, await Book.GetVersion());
        Assert.Equal("fleet", (await Setting("fleet", "notifySla")).Source);
        Assert.Equal(2, (await Book.GetAcquirer("newpay"))!.Version);
        Assert.Null(await Book.GetAcquirer("lakala"));
        Assert.Equal(0, (await Book.GetAcquirer("leshua"))!.Version);
        Assert.NotNull(await Book.GetTerminal("lakala", "T1"));
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Put("merchant/lakala", "{}"));
        await Assert.ThrowsAsync<ArgumentException>(() => Book.Put(ConfigurationKind.Acquirer, "a/b", "{}", "ann", null));
        await Assert.ThrowsAsync<ArgumentException>(() => Book.Delete(ConfigurationKind.Terminal, "lakala", "ann", null));
        await Assert.ThrowsAsync<ArgumentException>(() => Book.GetSettings("galaxy"));
    }

    private Task<ConfigurationAnswer> Put(string scope, string json) => Book.Put(ConfigurationKind.Settings, scope, json, "ann", null).WaitAsync(Patience);

    private async Task<ScopeValue> Setting(string scope, string name) => (await Book.GetSettings(scope)).Values.Single(value => value.Name == name);

    private static async Task Eventually(string what, Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Waited {Patience} for {what}.");
            await Task.Yield();
        }
    }

    /// <summary>A journal that fails, or never answers.</summary>
    private sealed class SilentJournal : IJournal, ISnapshotStore
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<int> _asked = new();

        public bool Answers { get; set; } = true;

        public IReadOnlyCollection<int> Asked => _asked;

        public async Task<long> TakeOver(int shard, CancellationToken cancellation)
        {
            _asked.Enqueue(shard);
            if (!Answers)
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            throw new JournalUnavailableException("There is no journal.");
        }

        public Task<IReadOnlySet<int>> Owned(IReadOnlyCollection<ShardEpoch> held, CancellationToken cancellation) => throw new NotSupportedException();

        public Task Append(JournalEntry entry) => throw new NotSupportedException();

        public IAsyncEnumerable<JournalRecord> Read(int shard, long after, CancellationToken cancellation) => throw new NotSupportedException();

        public IAsyncEnumerable<JournalRecord> ReadTerminal(int shard, uint terminal, long from, CancellationToken cancellation) => throw new NotSupportedException();

        public IAsyncEnumerable<JournalRecord> ReadBetween(long from, long to, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<long> Trim(DateTimeOffset before, CancellationToken cancellation) => throw new NotSupportedException();

        public Task Save(int shard, long epoch, long seq, SnapshotParts parts) => throw new NotSupportedException();

        public Task<ShardSnapshot?> Load(int shard, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
