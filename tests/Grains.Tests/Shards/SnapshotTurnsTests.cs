namespace PosMonitor.Shards;

public sealed class SnapshotTurnsTests
{
    [Fact]
    public void Half_of_the_processors_make_snapshots_at_a_time()
    {
        var turns = new SnapshotTurns();
        var taken = 0;
        while (turns.TryTake())
            taken++;
        Assert.Equal(Math.Max(1, Environment.ProcessorCount / 2), taken);
        Assert.False(turns.TryTake());

        turns.End();
        Assert.True(turns.TryTake());
        Assert.False(turns.TryTake());
    }
}
