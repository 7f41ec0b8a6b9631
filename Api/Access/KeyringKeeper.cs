namespace PosMonitor.Access;

/// <summary>Keeps the <see cref="Keyring"/> up to date: learns what changed when the cluster says so, and every second; and tells it when keys were used.</summary>
internal sealed partial class KeyringKeeper(IGrainFactory grains, Keyring keyring, TimeProvider time, ILogger<KeyringKeeper> log) : BackgroundService, IKeyringObserver
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ListenEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TellUsesEvery = TimeSpan.FromSeconds(15);

    private IKeyringObserver? _reference;
    private DateTimeOffset _listenAt;
    private DateTimeOffset _tellUsesAt;
    private bool _failing;

    private IKeyringGrain Book => grains.GetGrain<IKeyringGrain>(0);

    /// <inheritdoc />
    public async Task Changed(long version) => await keyring.CatchUp().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await keyring.Refresh().WaitAsync(stoppingToken);
                await Listen();
                await TellUses();
                _failing = false;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Once, not every second.
                if (!_failing)
                    LogCannotLearn(log, failure);
                _failing = true;
            }
            catch (OperationCanceledException)
            {
                break;
            }
            await Task.Delay(LookEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Listen()
    {
        var now = time.GetUtcNow();
        if (now < _listenAt)
            return;
        _reference ??= grains.CreateObjectReference<IKeyringObserver>(this);
        await Book.Listen(_reference);
        _listenAt = now + ListenEvery;
    }

    private async Task TellUses()
    {
        var now = time.GetUtcNow();
        if (now < _tellUsesAt)
            return;
        _tellUsesAt = now + TellUsesEvery;
        if (keyring.TakeUses() is { Count: > 0 } uses)
            await Book.NoteUses(uses);
    }

    [LoggerMessage(1, LogLevel.Warning, "The cluster does not tell which keys there are; after two seconds nobody is let in")]
    private static partial void LogCannotLearn(ILogger log, Exception failure);
}
