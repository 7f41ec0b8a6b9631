using PosMonitor.Alerts;
using PosMonitor.Shards;
using PosMonitor.Storage;

namespace PosMonitor.Sqlite;

public sealed class AlertStoreTests : AlertStoreContract
{
    protected override Task<TestStore> NewStore(int shards) => Task.FromResult<TestStore>(new TempStore(shards));

    [Fact]
    public async Task A_full_disk_takes_nothing_of_a_commit()
    {
        using var store = new TempStore();
        await Commit(store, Alert("a", 1));
        await store.LeaveRoomFor(pages: 2);
        var changes = Enumerable.Range(2, 400).Select(seq => Change(Alert("x" + seq, seq) with { Evidence = $$"""{"text":"{{new string('x', 500)}}"}""" })).ToList();
        changes.Insert(0, Change(Alert("a", 2) with { Status = AlertStatus.Resolved }));
        for (var i = 1; i < changes.Count; i++)
            changes[i] = Change(changes[i].Alert with { Seq = i + 2 });
        var commit = new AlertCommit(changes, new Dictionary<int, long> { [0] = 5 }, 7, 8);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => store.Alerts.Commit(commit));
        var state = await store.Alerts.Load(CancellationToken.None);
        Assert.Equal((1, 0, long.MinValue), (state.LastSeq, state.Told.Count, state.JudgedThrough));
        Assert.Equal(AlertStatus.Open, Assert.Single(state.Open).Status);
        await store.LeaveRoomFor(pages: 10_000);
        await store.Alerts.Commit(commit);
        state = await store.Alerts.Load(CancellationToken.None);
        Assert.Equal((402, 5, 7), (state.LastSeq, state.Told[0], state.JudgedThrough));
    }
}
