namespace PosMonitor.EndToEnd.Processes;

/// <summary>Somebody who follows <c>/v1/fleet/stream</c> over one connection.</summary>
internal sealed class FleetListener : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _listening;
    private int _told;

    /// <param name="monitor">Where to listen.</param>
    public FleetListener(MonitorClient monitor) => _listening = Task.Run(async () =>
    {
        await foreach (var e in monitor.Fleet(_stop.Token))
        {
            Assert.Equal("fleet", e.Event);
            Interlocked.Increment(ref _told);
        }
        throw new IOException("The stream of the fleet ended.");
    });

    /// <summary>Waits until it is told of the fleet once more.</summary>
    public async Task IsTold()
    {
        var before = _told;
        await Eventually.Is("the fleet on its stream", TimeSpan.FromSeconds(30), async () =>
        {
            if (_listening.IsCompleted)
                await _listening;
            return _told > before;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
