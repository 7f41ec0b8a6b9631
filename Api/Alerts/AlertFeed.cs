using PosMonitor.Cluster;

namespace PosMonitor.Alerts;

/// <summary>
/// Every change of every alert, for any number of streams at the cost of one. The book wakes it; as that message may be lost, it looks by itself
/// as well. The newest changes are kept in memory, and who is further back reads from the store.
/// </summary>
internal sealed partial class AlertFeed(IGrainFactory grains, CallPatience patience, TimeProvider time, ILogger<AlertFeed> log) : BackgroundService, IAlertObserver
{
    /// <summary>How many changes are kept: about 4 MB.</summary>
    public const int Kept = 4096;

    /// <summary>How many changes are read at once.</summary>
    public const int Page = 256;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ListenEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly AlertFrame[] _ring = new AlertFrame[Kept];
    private readonly SemaphoreSlim _wake = new(0);
    private TaskCompletionSource _news = NewSignal();
    private IAlertObserver? _reference;
    private long _listenAt = long.MinValue;
    private long _first = 1;
    private long _last;
    private bool _started;
    private bool _failing;

    /// <summary>Completes when there is more than <see cref="Read"/> gave: to be taken before reading.</summary>
    public Task News
    {
        get
        {
            lock (_gate)
                return _news.Task;
        }
    }

    private IAlertArchiveGrain Archive => grains.GetGrain<IAlertArchiveGrain>(0);

    /// <inheritdoc />
    public Task Changed(long last)
    {
        _wake.Release();
        return Task.CompletedTask;
    }

    /// <summary>The changes after <paramref name="after"/>, in order without a gap, up to a page of them; none where there are none yet.</summary>
    public async Task<IReadOnlyList<AlertFrame>> Read(long after)
    {
        lock (_gate)
        {
            if (after >= _last)
                return [];
            if (after + 1 >= _first)
            {
                var frames = new AlertFrame[Math.Min(Page, _last - after)];
                for (var i = 0; i < frames.Length; i++)
                    frames[i] = _ring[(after + 1 + i) % Kept];
                return frames;
            }
        }
        IReadOnlyList<Alert> alerts = [];
        await patience.Repeat(async () => alerts = await Archive.Changes(after, Page), static _ => true, CancellationToken.None);
        return [.. alerts.Select(AlertFrame.Of)];
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen();
                await CatchUp();
                _failing = false;
            }
            catch (Exception problem)
            {
                // Told once, however long it lasts.
                if (!_failing)
                    LogCannotRead(log, problem);
                _failing = true;
            }
            await Sleep(stoppingToken);
        }
        await StopListening();
    }

    private async Task Listen()
    {
        var now = time.GetUtcNow().UtcTicks;
        if (now < _listenAt)
            return;
        _reference ??= grains.CreateObjectReference<IAlertObserver>(this);
        await grains.GetGrain<IAlertBookGrain>(0).Listen(_reference);
        _listenAt = now + ListenEvery.Ticks;
    }

    private async Task CatchUp()
    {
        if (!_started)
            Start(await Archive.LastSeq());
        while (await Archive.Changes(_last, Page) is { Count: > 0 } alerts)
            Take(alerts);
    }

    // Nothing is kept yet: whoever asks for what was before reads it from the store.
    private void Start(long last)
    {
        lock (_gate)
        {
            (_first, _last, _started) = (last + 1, last, true);
            Signal();
        }
    }

    private void Take(IReadOnlyList<Alert> alerts)
    {
        var frames = alerts.Select(AlertFrame.Of).ToList();
        lock (_gate)
        {
            foreach (var frame in frames)
            {
                if (frame.Seq != _last + 1)
                    throw new InvalidOperationException($"Change {frame.Seq} of the alerts does not follow {_last}.");
                _ring[frame.Seq % Kept] = frame;
                _last = frame.Seq;
                _first = Math.Max(_first, _last - Kept + 1);
            }
            Signal();
        }
    }

    private void Signal()
    {
        var news = _news;
        _news = NewSignal();
        news.SetResult();
    }

    private async Task Sleep(CancellationToken stopping)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(_wake.WaitAsync(awake.Token), Task.Delay(LookEvery, time, awake.Token));
        await awake.CancelAsync();
        // One look answers all wakings so far.
        while (_wake.Wait(0, CancellationToken.None))
        {
        }
    }

    private async Task StopListening()
    {
        if (_reference is null)
            return;
        try
        {
            await grains.GetGrain<IAlertBookGrain>(0).Unlisten(_reference);
        }
        catch (Exception problem)
        {
            // The book forgets who does not repeat itself.
            LogCannotUnlisten(log, problem);
        }
        grains.DeleteObjectReference<IAlertObserver>(_reference);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(1, LogLevel.Warning, "Alerts cannot be read for the streams now; it is tried again")]
    private static partial void LogCannotRead(ILogger log, Exception problem);

    [LoggerMessage(2, LogLevel.Debug, "The alert book could not be told that nobody listens any more")]
    private static partial void LogCannotUnlisten(ILogger log, Exception problem);
}
