using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Utilities;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Shards;

namespace PosMonitor.Alerts;

/// <summary>
/// The one book of all alerts. Calls that come while a commit is on its way gather and share the next one, and each is answered after it.
/// Activated anew it goes on from the store, and asks the shards for the figures that only live in memory.
/// </summary>
[KeepAlive, Reentrant]
public sealed partial class AlertBookGrain(
    IAlertStore store,
    IOptions<MonitorOptions> monitor,
    IOptions<DetectionOptions> detection,
    TimeProvider time,
    ILogger<AlertBookGrain> log) : Grain, IAlertBookGrain, IAlertSink
{
    /// <summary>Listeners repeat themselves every minute.</summary>
    private static readonly TimeSpan ListenerLife = TimeSpan.FromMinutes(2);

    /// <summary>With the wall clock, how often it is looked whether an alert was held long enough.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly ObserverManager<IAlertObserver> _listeners = new(ListenerLife, log);
    private AlertLedger _ledger = null!;
    private AlertRequests _gathering = new();
    private bool _committing;
    private bool _broken;
    private bool _isToldToFail;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _listeners.GetDateTime = () => time.GetUtcNow().UtcDateTime;
        var state = await store.Load(cancellationToken);
        _ledger = new AlertLedger(store, time, monitor.Value, Configuration.Start(detection.Value), state);
        while (await TakeConfiguration())
        {
        }
        this.RegisterGrainTimer(Look, new GrainTimerCreationOptions(LookEvery, LookEvery) { Interleave = true });
        LogOpened(log, state.LastSeq, state.Open.Count);
    }

    public async Task<TellAnswer> Tell(int shard, IReadOnlyList<ShardNews> news, long through, long clock)
    {
        Check(shard);
        if (_ledger.Knows(shard))
        {
            var gathering = _gathering;
            gathering.Tellings.Add(new ShardTelling(shard, news, through, clock));
            await Commit(gathering);
        }
        return _ledger.Answer(shard);
    }

    public Task<TellAnswer> Introduce(int shard, IReadOnlyList<SlotFigures> figures, IReadOnlyList<FeedFigures> feeds, long clock) =>
        IntroducePacked(shard, new SlotReport(clock, figures) { Feeds = feeds });

    public async Task<TellAnswer> IntroducePacked(int shard, SlotReport held)
    {
        Check(shard);
        _ledger.Introduce(shard, held);
        await Commit(_gathering);
        return _ledger.Answer(shard);
    }

    public async Task Configure(long through)
    {
        while (_ledger.Configuration.Version < through && await TakeConfiguration())
            await Commit(_gathering);
    }

    public Task<AlertDetail?> Acknowledge(string id, string by, string? comment) => Act(id, draft => draft.Acknowledge(id, by, comment));

    public Task<AlertDetail?> Resolve(string id, string by, string? comment) => Act(id, draft => draft.Resolve(id, by, comment));

    public Task<AlertDetail?> Comment(string id, string by, string text) => Act(id, draft => draft.Comment(id, by, text));

    public Task<long> JudgedThrough() => Task.FromResult(_ledger.JudgedThrough);

    public Task<int[]> OpenOf(IReadOnlyList<string> terminals) => Task.FromResult(terminals.Select(_ledger.OpenOf).ToArray());

    public Task<string?[]> OpenAbout(SubjectKind kind, IReadOnlyList<string> rules, IReadOnlyList<string> subjects) =>
        Task.FromResult(subjects.Select(subject => rules.Select(rule => _ledger.OpenOf(new AlertKey(rule, kind, subject))?.Id).FirstOrDefault(id => id is not null)).ToArray());

    public Task Listen(IAlertObserver observer)
    {
        _listeners.Subscribe(observer, observer);
        return Task.CompletedTask;
    }

    public Task Unlisten(IAlertObserver observer)
    {
        _listeners.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    private async Task<bool> TakeConfiguration()
    {
        var version = _ledger.Configuration.Version;
        var news = await GrainFactory.GetGrain<IConfigurationGrain>(0).Since(-1, version);
        if (news.Through <= version)
            return false;
        // Another call may have been faster.
        if (_ledger.Configuration.Version == version)
            _ledger.Configure(news, monitor.Value.Clock == ClockMode.Wall ? time.GetUtcNow().UtcTicks : _ledger.JudgedThrough);
        return true;
    }

    private async Task<AlertDetail?> Act(string id, Func<AlertDraft, bool> act)
    {
        var request = new PersonRequest(id, act);
        var gathering = _gathering;
        gathering.People.Add(request);
        await Commit(gathering);
        if (request.Refusal is { } refusal)
            throw new AlertResolvedException(refusal.Message);
        return request.Found ? await store.Get(id, CancellationToken.None) : null;
    }

    /// <summary>What was held long enough is delivered, though nobody tells anything.</summary>
    // What time alone has brought, and settings that nobody could tell of. What fails is tried again at the next look.
    private async Task Look()
    {
        var changed = false;
        try
        {
            while (await TakeConfiguration())
                changed = true;
        }
        catch (Exception problem) when (problem is JournalUnavailableException or TimeoutException or OrleansException)
        {
            LogConfigurationLate(log, problem);
        }
        if (changed || (monitor.Value.Clock == ClockMode.Wall && _ledger.IsDue))
            await Commit(_gathering).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private Task Commit(AlertRequests requests)
    {
        requests.Awaited = true;
        if (!_committing)
            _ = CommitAll();
        return requests.Done;
    }

    /// <summary>Commits what has gathered until nothing has. Never fails: who waits is told.</summary>
    private async Task CommitAll()
    {
        _committing = true;
        do
        {
            // Whatever else is queued on this grain joins before the commit starts.
            await Task.Yield();
            var requests = _gathering;
            _gathering = new AlertRequests();
            await CommitOne(requests);
        }
        while (_gathering.Awaited);
        _committing = false;
    }

    private async Task CommitOne(AlertRequests requests)
    {
        try
        {
            if (_broken)
                throw new JournalUnavailableException("The alert book starts again.");
            var before = _ledger.LastSeq;
            await _ledger.Commit(requests);
            requests.Complete();
            _isToldToFail = false;
            if (_ledger.LastSeq != before)
                _ = _listeners.Notify(listener => listener.Changed(_ledger.LastSeq));
        }
        catch (Exception problem)
        {
            requests.Fail(problem);
            // Once, however long it lasts.
            if (!_isToldToFail)
                LogNotCommitted(log, problem);
            _isToldToFail = true;
            // Anything else than "nothing was written" leaves it open what was: start again from the store.
            if (problem is JournalUnavailableException)
                return;
            _broken = true;
            DeactivateOnIdle();
        }
    }

    private void Check(int shard)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, monitor.Value.Shards);
    }
}
