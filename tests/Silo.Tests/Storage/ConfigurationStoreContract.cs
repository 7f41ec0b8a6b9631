using PosMonitor.Settings;

namespace PosMonitor.Storage;

/// <summary>What every store of settings and registry does.</summary>
public abstract class ConfigurationStoreContract
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    protected abstract Task<TestStore> NewStore(int shards = 4);

    [Fact]
    public async Task A_new_store_holds_no_change()
    {
        await using var store = await NewStore();
        var state = await store.Configuration.Load(CancellationToken.None);
        Assert.Equal((0, 0), (state.Version, state.Latest.Count));
        var news = await store.Configuration.Since(0, 0, 10, CancellationToken.None);
        Assert.Equal((0L, 0, false), (news.Through, news.Changes.Count, news.More));
        Assert.Empty(await store.Configuration.ListTerminals("lakala", "", 10, CancellationToken.None));
        Assert.Empty(await store.Configuration.History(ConfigurationKind.Settings, "fleet", long.MaxValue, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Every_field_survives_a_restart()
    {
        await using var store = await NewStore();
        ConfigurationChange[] changes =
        [
            new(1, ConfigurationKind.Settings, "merchant/lakala/M1", """{"notifySla":"00:00:10"}""", "li 李", Noon.AddTicks(7)),
            new(2, ConfigurationKind.Acquirer, "lakala", null, "ann", Noon),
        ];
        await store.Configuration.Append(changes);
        await store.Reopen();
        var state = await store.Configuration.Load(CancellationToken.None);
        Assert.Equal(2, state.Version);
        Assert.Equal(changes, state.Latest);
        Assert.Equal(changes, (await store.Configuration.Since(ConfigurationReach.Everybody, 0, 10, CancellationToken.None)).Changes);
    }

    [Fact]
    public async Task The_latest_of_each_scope_and_acquirer_is_loaded_and_no_terminal()
    {
        await using var store = await NewStore();
        await Append(store, Settings(1, "fleet", "{}"), Settings(2, "issuer/icbc", "{}"), Acquirer(3, "fleet", "{}"), Settings(4, "fleet", null), Terminal(5, "lakala/T1", "{}"));
        var state = await store.Configuration.Load(CancellationToken.None);
        Assert.Equal(5, state.Version);
        Assert.Equal([2, 3, 4], state.Latest.Select(change => change.Version));
        Assert.Null(state.Latest[2].Body);
    }

    [Fact]
    public async Task Terminals_stand_as_they_were_last_put_in_order_of_their_ids()
    {
        await using var store = await NewStore();
        await Append(store, Terminal(1, "lakala/T2", "{2}"), Terminal(2, "lakala/T10", "{10}"), Terminal(3, "lakala/t1", "{t}"), Terminal(4, "leshua/T2", "{l}"));
        await Append(store, Terminal(5, "lakala/T2", "{2b}"), Terminal(6, "lakala/t1", null));
        await store.Reopen();
        Assert.Equal(
            [new RegistryEntry("lakala/T10", "{10}", 2), new RegistryEntry("lakala/T2", "{2b}", 5)],
            await store.Configuration.ListTerminals("lakala", "", 10, CancellationToken.None));
        Assert.Equal(["lakala/T2"], (await store.Configuration.ListTerminals("lakala", "T10", 10, CancellationToken.None)).Select(entry => entry.Key));
        Assert.Equal(["lakala/T10"], (await store.Configuration.ListTerminals("lakala", "", 1, CancellationToken.None)).Select(entry => entry.Key));
        var found = await store.Configuration.FindTerminals(["leshua/T2", "lakala/t1", "none/T2", "lakala/T2"], CancellationToken.None);
        Assert.Equal([("lakala/T2", "{2b}"), ("leshua/T2", "{l}")], found.Select(entry => (entry.Key, entry.Body)).Order());
    }

    [Fact]
    public async Task History_is_of_one_subject_newest_first()
    {
        await using var store = await NewStore();
        await Append(store, Settings(1, "fleet", "{1}"), Acquirer(2, "fleet", "{a}"), Settings(3, "fleet", null), Settings(4, "fleet", "{4}"), Settings(5, "acquirer/a", "{5}"));
        async Task<string> Versions(long before, int limit) => string.Join(
            ' ', (await store.Configuration.History(ConfigurationKind.Settings, "fleet", before, limit, CancellationToken.None)).Select(change => change.Version));
        Assert.Equal("4 3 1", await Versions(long.MaxValue, 10));
        Assert.Equal("4 3", await Versions(long.MaxValue, 2));
        Assert.Equal("1", await Versions(3, 2));
        Assert.Equal("", await Versions(1, 2));
    }

    [Fact]
    public async Task A_shard_is_told_of_its_own_terminals_and_of_all_else_page_by_page()
    {
        await using var store = await NewStore();
        var changes = Enumerable.Range(1, 400).Select(version => version % 20 == 0 ? Settings(version, "fleet", $"{{{version}}}") : Terminal(version, $"lakala/T{version}", "{}")).ToArray();
        await Append(store, changes);
        for (var shard = ConfigurationReach.Everybody; shard < store.Options.Shards; shard++)
        {
            var expected = changes.Where(change => ConfigurationReach.Of(change, store.Options.Shards) is var reach && (reach == ConfigurationReach.Everybody || reach == shard));
            var told = new List<ConfigurationChange>();
            var (after, more) = (0L, true);
            while (more)
            {
                var news = await store.Configuration.Since(shard, after, 7, CancellationToken.None);
                Assert.True(news.Changes.Count <= 7 && news.Through > after, $"shard {shard} after {after}: {news.Changes.Count} changes through {news.Through}");
                told.AddRange(news.Changes);
                (after, more) = (news.Through, news.More);
            }
            Assert.Equal(400, after);
            Assert.Equal(expected, told);
        }
    }

    [Fact]
    public async Task Changes_whose_versions_do_not_follow_are_refused_whole()
    {
        await using var store = await NewStore();
        await Append(store, Terminal(1, "lakala/T1", "{}"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Append(store, Terminal(2, "lakala/T2", "{}"), Terminal(4, "lakala/T3", "{}")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Append(store, Terminal(1, "lakala/T2", "{}")));
        Assert.Single(await store.Configuration.ListTerminals("lakala", "", 10, CancellationToken.None));
        await Append(store, Terminal(2, "lakala/T2", "{}"));
        await store.Reopen();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Append(store, Terminal(2, "lakala/T3", "{}")));
        await Append(store, Terminal(3, "lakala/T3", "{}"));
        Assert.Equal(3, (await store.Configuration.Load(CancellationToken.None)).Version);
    }

    protected static Task Append(TestStore store, params ConfigurationChange[] changes) => store.Configuration.Append(changes);

    protected static ConfigurationChange Settings(long version, string scope, string? body) => new(version, ConfigurationKind.Settings, scope, body, "ann", Noon);

    protected static ConfigurationChange Acquirer(long version, string id, string? body) => new(version, ConfigurationKind.Acquirer, id, body, "ann", Noon);

    protected static ConfigurationChange Terminal(long version, string key, string? body) => new(version, ConfigurationKind.Terminal, key, body, "ann", Noon);
}
