using PosMonitor.Events;
using PosMonitor.Terminals;
using PosMonitor.Tests.Shards;

namespace PosMonitor.Shards;

public sealed class SnapshotPaceTests
{
    private const int Every = 1_000;
    private static readonly byte[] Record = new byte[(Every / 10 - 20) * 24];

    [Theory]
    [InlineData(0, 0, 10)]
    [InlineData(2, 0, 5)]
    [InlineData(3, 0, 3)]
    [InlineData(0, 300, 7)]
    [InlineData(2, 300, 2)]
    public void Shards_take_turns_and_what_was_read_back_counts(int shard, long replayed, int records)
    {
        var pace = new SnapshotPace(Every, shard, 4, replayed);
        Assert.Equal(records, RecordsUntilDue(pace));
        pace.Begin();
        Assert.Equal(10, RecordsUntilDue(pace));
    }

    [Fact]
    public async Task While_a_shard_comes_back_no_other_begins_a_snapshot()
    {
        await using var monitor = await TestMonitor.Start($"--PosMonitor:SnapshotEvery={Every}");
        var shard = monitor.Grains.GetGrain<IShardGrain>(0);
        var terminal = monitor.Grains.GetGrain<ITerminalGrain>($"lakala/{TestMonitor.TerminalsOf(0).First()}");
        using (await monitor.Recoveries.Enter(CancellationToken.None))
        {
            for (var record = 0; record < 2 * Every / 20; record++)
                await terminal.Report([new PosEvent { Type = EventType.Heartbeat, Time = monitor.Time.GetUtcNow() }]);
            Assert.InRange((await shard.GetStatus(null)).Behind, 2 * Every, int.MaxValue);
        }
        await terminal.Report([new PosEvent { Type = EventType.Heartbeat, Time = monitor.Time.GetUtcNow() }]);
        await TestMonitor.Eventually("a snapshot", async () => (await shard.GetStatus(null)).Behind, behind => behind < Every);
    }

    [Fact]
    public void A_snapshot_that_comes_late_does_not_move_the_turn()
    {
        var pace = new SnapshotPace(Every, 0, 4, 0);
        for (var record = 0; record < 14; record++)
            pace.Count(Record);
        pace.Begin();
        Assert.Equal(6, RecordsUntilDue(pace));
    }

    [Fact]
    public void What_a_start_would_read_back_is_what_came_since_the_last_snapshot_that_arrived_was_begun()
    {
        var pace = new SnapshotPace(Every, 0, 4, 500);
        pace.Count(Record);
        pace.Begin();
        // That one does not arrive.
        pace.Count(Record);
        pace.Begin();
        pace.Count(Record);
        Assert.Equal(500 + 3 * Every / 10, pace.Behind);
        pace.End();
        Assert.Equal(Every / 10, pace.Behind);
    }

    [Fact]
    public void One_that_would_be_read_back_for_longer_than_it_may_is_due_at_once() => Assert.True(new SnapshotPace(Every, 0, 4, Every).IsDue);

    [Fact]
    public void Records_cost_for_themselves_beside_their_events()
    {
        Assert.Equal(20, SnapshotPace.CostOf(ReadOnlyMemory<byte>.Empty));
        Assert.Equal(30, SnapshotPace.CostOf(new byte[240]));
    }

    private static int RecordsUntilDue(SnapshotPace pace)
    {
        var records = 0;
        for (; !pace.IsDue; records++)
            pace.Count(Record);
        return records;
    }
}
