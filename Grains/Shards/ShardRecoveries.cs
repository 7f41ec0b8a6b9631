namespace PosMonitor.Shards;

/// <summary>
/// Lets as many shards come back at a time as the silo has processors. Each of them works without a pause; all at once would hold every thread of the pool,
/// so that nothing else was answered until the last was back.
/// </summary>
public sealed class ShardRecoveries : IDisposable
{
    private readonly SemaphoreSlim _places = new(Environment.ProcessorCount);

    /// <summary>True while one comes back: what can wait leaves the processors to it.</summary>
    public bool Any => _places.CurrentCount < Environment.ProcessorCount;

    /// <summary>Waits for a place, which is given back when what is returned is disposed of.</summary>
    public async Task<IDisposable> Enter(CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        return new Place(_places);
    }

    public void Dispose() => _places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
