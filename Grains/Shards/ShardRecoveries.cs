namespace PosMonitor.Shards;

/// <summary>
/// Lets as many shards come back at a time as the silo has processors. Each of them works without a pause; all at once would hold every thread of the pool,
/// so that nothing else was answered until the last was back.
/// </summary>
public sealed class ShardRecoveries(TimeProvider time) : IDisposable
{
    /// <summary>What can wait for the last one waits no longer than this: it may be one that does not come back.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _places = new(Environment.ProcessorCount);
    private readonly Lock _lock = new();
    private TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    /// <summary>True while one comes back, or waits to: what can wait leaves the processors to it.</summary>
    public bool Any
    {
        get
        {
            lock (_lock)
                return _count > 0;
        }
    }

    /// <summary>Waits for a place, which is given back when what is returned is disposed of.</summary>
    public async Task<IDisposable> Enter(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_count++ == 0)
                _over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        try
        {
            await _places.WaitAsync(cancellation);
        }
        catch
        {
            Leave();
            throw;
        }
        return new Place(this);
    }

    /// <summary>Waits until all are back, but not for ever.</summary>
    public async Task Over()
    {
        Task over;
        lock (_lock)
        {
            if (_count == 0)
                return;
            over = _over.Task;
        }
        try
        {
            await over.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            // That was long enough.
        }
    }

    public void Dispose() => _places.Dispose();

    private void Leave()
    {
        lock (_lock)
        {
            if (--_count == 0)
                _over.SetResult();
        }
    }

    private sealed class Place(ShardRecoveries of) : IDisposable
    {
        public void Dispose()
        {
            of._places.Release();
            of.Leave();
        }
    }
}
