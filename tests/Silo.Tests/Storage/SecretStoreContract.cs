namespace PosMonitor.Storage;

/// <summary>What every store of secrets does.</summary>
public abstract class SecretStoreContract
{
    protected abstract Task<TestStore> NewStore(int shards = 4);

    [Fact]
    public async Task The_first_secret_of_a_name_stays_also_after_a_restart()
    {
        await using var store = await NewStore();
        Assert.Equal([1], await store.Secrets.GetOrAdd("one", [1]));
        Assert.Equal([1], await store.Secrets.GetOrAdd("one", [2]));
        Assert.Equal([3], await store.Secrets.GetOrAdd("other", [3]));

        await store.Reopen();
        Assert.Equal([1], await store.Secrets.GetOrAdd("one", [4]));
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_all_get_the_same()
    {
        await using var store = await NewStore();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => store.Secrets.GetOrAdd("one", [(byte)number]))));
        Assert.Single(answers.Select(Convert.ToHexString).Distinct());
    }
}
