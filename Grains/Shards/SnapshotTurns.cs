namespace PosMonitor.Shards;

/// <summary>
/// How many shards of this process may make their snapshots at a time: half as many as there are processors, so that events go on meanwhile.
/// </summary>
public sealed class SnapshotTurns
{
    private int _left = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Takes a turn, which has to be ended.</summary>
    /// <returns>False where all are taken.</returns>
    public bool TryTake()
    {
        if (Interlocked.Decrement(ref _left) >= 0)
            return true;
        End();
        return false;
    }

    public void End() => Interlocked.Increment(ref _left);
}
