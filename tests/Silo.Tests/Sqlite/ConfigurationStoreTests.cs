using PosMonitor.Shards;
using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

public sealed class ConfigurationStoreTests : ConfigurationStoreContract
{
    protected override Task<TestStore> NewStore(int shards) => Task.FromResult<TestStore>(new TempStore(shards));

    [Fact]
    public async Task A_full_disk_takes_nothing_and_the_next_change_has_the_same_version()
    {
        using var store = new TempStore();
        await Append(store, Settings(1, "fleet", "{}"));
        await store.LeaveRoomFor(pages: 2);
        var many = Enumerable.Range(2, 2000).Select(version => Terminal(version, $"lakala/T{version}", new string('x', 200))).ToArray();
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Append(store, many));
        Assert.Empty(await store.Configuration.ListTerminals("lakala", "", 10, CancellationToken.None));
        await Append(store, Settings(2, "fleet", null));
        Assert.Equal(2, (await store.Configuration.Load(CancellationToken.None)).Version);
    }

    [Fact]
    public async Task What_was_appended_is_there_after_a_kill()
    {
        using var store = new TempStore();
        await Append(store, Settings(1, "fleet", "{}"), Terminal(2, "lakala/T1", "{}"));
        using var after = store.AfterKill();
        Assert.Equal(2, (await after.Configuration.Load(CancellationToken.None)).Version);
        Assert.Single(await after.Configuration.ListTerminals("lakala", "", 10, CancellationToken.None));
    }
}
