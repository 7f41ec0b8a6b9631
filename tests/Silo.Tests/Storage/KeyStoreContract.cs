using PosMonitor.Access;

namespace PosMonitor.Storage;

/// <summary>What every store of keys does.</summary>
public abstract class KeyStoreContract
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    protected abstract Task<TestStore> NewStore(int shards = 4);

    [Fact]
    public async Task What_is_written_is_read_also_after_a_restart()
    {
        await using var store = await NewStore();
        var full = Key("full", 1) with
        {
            Acquirers = ["a", "b"],
            ExpiresAt = Now.AddDays(1),
            RevokedAt = Now.AddHours(1),
            OldHash = [9, 9],
            OldUntil = Now.AddMinutes(1),
        };
        await store.Keys.Write(full);
        await store.Keys.Write(Key("bare", 2));

        await store.Reopen();
        var keys = (await store.Keys.Load(CancellationToken.None)).ToDictionary(key => key.Id);
        Assert.Equivalent(full, keys["full"], strict: true);
        Assert.Equivalent(Key("bare", 2), keys["bare"], strict: true);
    }

    [Fact]
    public async Task A_change_takes_the_place_of_the_key_and_leaves_its_last_use()
    {
        await using var store = await NewStore();
        await store.Keys.Write(Key("a", 1));
        await store.Keys.NoteUses([new KeyUse("a", Now), new KeyUse("none", Now)]);
        await store.Keys.NoteUses([new KeyUse("a", Now.AddMinutes(-1))]);
        await store.Keys.Write(Key("a", 2) with { RevokedAt = Now });

        var key = Assert.Single(await store.Keys.Load(CancellationToken.None));
        Assert.Equal((2, Now, Now), (key.Version, key.RevokedAt, key.UsedAt));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Two_keyrings_cannot_give_one_version(long version)
    {
        await using var store = await NewStore();
        await store.Keys.Write(Key("a", 1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Keys.Write(Key("b", version)));
        Assert.Single(await store.Keys.Load(CancellationToken.None));

        await store.Reopen();
        await store.Keys.Write(Key("b", 2));
    }

    protected static KeyEntry Key(string id, long version) => new()
    {
        Id = id,
        Version = version,
        Name = $"name of {id}",
        Role = AccessRole.Operator,
        MadeAt = Now,
        MadeBy = "admin",
        Hash = [1, 2, 3],
    };
}
