using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using PosMonitor.Access;
using PosMonitor.Events;
using PosMonitor.Journal;
using PosMonitor.Settings;
using PosMonitor.Shards.Placement;
using PosMonitor.Terminals;
using PosMonitor.Terminals.Rest;

namespace PosMonitor.Shards;

/// <summary>
/// The shell around a <see cref="Shard"/>: journals records, applies them once they are durable, wakes up for deadlines, tells the alert book what
/// follows, and answers questions. Reentrant, so that batches that arrive while a commit is under way share the next one.
/// </summary>
[Reentrant]
[ShardPlacement]
[CollectionAgeLimit(AlwaysActive = true)]
public sealed partial class ShardGrain : Grain, IShardGrain, IIncomingGrainCallFilter
{
    /// <summary>Deadlines that come closer together than the first share a record; what the journal did not take is tried again after the second.</summary>
    private static readonly TimeSpan Coalesce = TimeSpan.FromMilliseconds(10), FireAgain = TimeSpan.FromMilliseconds(500);

    /// <summary>How often some terminals are looked at whether they are idle, and in how many looks all are; after trouble it is left alone for a while.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1), LookAfterTrouble = TimeSpan.FromMinutes(10);

    private const int Looks = 60, LeastOfLook = 256;

    /// <summary>How long the store may take to say whose the shard is.</summary>
    private static readonly TimeSpan VerifyWithin = TimeSpan.FromSeconds(3);

    private readonly IJournal _journal;
    private readonly ISnapshotStore _snapshots;
    private readonly MonitorOptions _monitor;
    private readonly ShardOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<ShardGrain> _logger;
    private readonly IngestMeter _meter;
    private readonly ShardWatchers _watchers;
    private readonly ActiveShards _active;
    private readonly ShardRecoveries _recoveries;
    private readonly ShardRestorer _restorer;
    private readonly SnapshotTurns _turns;
    private IRestStore? _rest;
    private IGrainTimer? _restTimer;
    private ActiveShard _here = null!;
    private ShardInbox _inbox = null!;
    private ShardCommits _commits = null!;
    private bool _taking;
    private Task? _verifying;
    private Shard _shard = null!;
    private ShardQueries _queries = null!;
    private ShardTeller _teller = null!;
    private IGrainTimer? _deadlineTimer;
    private int _number;
    private long _epoch;
    private long _lastArrival;
    private long _armedFor = long.MaxValue;
    private long _snapshotSeq;
    private SnapshotPace _pace = null!;
    private bool _snapshotLate;
    private Task _snapshotting = Task.CompletedTask;
    private bool _looking;
    private bool _configurationLate;
    private long _lookedThrough;

    public ShardGrain(
        IJournal journal, ISnapshotStore snapshots, IOptions<MonitorOptions> monitor, IOptions<DetectionOptions> detection,
        ActiveShards active, ShardRecoveries recoveries, ShardRestorer restorer, SnapshotTurns turns, TimeProvider clock, ILogger<ShardGrain> logger)
    {
        (_journal, _snapshots, _monitor, _clock, _logger) = (journal, snapshots, monitor.Value, clock, logger);
        (_active, _recoveries, _restorer, _turns) = (active, recoveries, restorer, turns);
        _options = ShardOptions.Of(monitor.Value, detection.Value);
        _meter = new IngestMeter(clock);
        _watchers = new ShardWatchers(logger);
    }

    private long ConfiguredThrough => Math.Max(_shard.State.Book.Now.Version, _lookedThrough);

    private IConfigurationGrain Configurations => GrainFactory.GetGrain<IConfigurationGrain>(0);

    private long Now => _clock.GetUtcNow().UtcTicks;

    /// <summary>Takes the shard over and brings its state back: the newest snapshot, and the journal after it.</summary>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _number = (int)this.GetPrimaryKeyLong();
        using (await _recoveries.Enter(cancellationToken))
            await Recover(cancellationToken);
        _active.Add(_here);
        Arm();
        _teller.Start(Now);
    }

    private async Task Recover(CancellationToken cancellationToken)
    {
        var asOf = _clock.GetTimestamp();
        _epoch = await _journal.TakeOver(_number, cancellationToken);
        var restored = await _restorer.Restore(_number, cancellationToken);
        (_shard, _rest, _teller, _snapshotSeq) = restored;
        _pace = new SnapshotPace(_monitor.SnapshotEvery, _number, _monitor.Shards, restored.ReplayCost);
        _queries = new ShardQueries(_shard.State, _shard.Transactions);
        _shard.Transactions.Changed = number => _watchers.Note(_shard.State, _queries, number);
        _lastArrival = _shard.State.Arrival;
        LogRecovered(_logger, _number, _shard.State.Seq, _snapshotSeq, _shard.State.Terminals.Length);
        _deadlineTimer = this.RegisterGrainTimer(FireDue, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        _restTimer = this.RegisterGrainTimer(LetRest, new GrainTimerCreationOptions(LookEvery, LookEvery) { Interleave = true });
        _inbox = new ShardInbox(TaskScheduler.Current, TakeArrivals);
        var held = new ShardEpoch(_number, _epoch);
        _commits = new ShardCommits(held, _journal, _shard.State, _logger) { Apply = ApplyNew, Applied = TellWhatFollows, Lost = StepDown, Unreadable = StepDown };
        _here = new ActiveShard(held, GrainContext, _inbox, _clock, asOf);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_here is not null)
            _active.Remove(_here);
        _rest?.Close();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Before a question is answered it is certain that the shard is this silo's: one that was frozen or cut off gives no answer from the past. What is
    /// written needs no such care, the journal takes nothing of who is not its owner. A timer that was held up here would not come again.
    /// </summary>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (!_here.IsVerified && context.Request.GetInterfaceType() == typeof(IShardGrain) && context.MethodName is not (nameof(Append) or nameof(Settle) or nameof(Configure) or nameof(Snapshot) or nameof(HandOver)))
            await (_verifying ??= Verify());
        try
        {
            await context.Invoke();
        }
        catch (RestLostException lost)
        {
            StepDown(lost);
            throw new JournalUnavailableException("The shard comes back from its journal; repeat the call.", lost);
        }
    }

    public Task Append(PackedBatch batch)
    {
        var receipt = new AwaitedReceipt();
        _inbox.Add(batch, receipt);
        return receipt.Task;
    }

    public async Task Settle(DateTimeOffset now)
    {
        if (_options.Clock != ClockMode.Wall)
            return;
        var ticks = NotBefore(now.UtcTicks);
        if (_shard.HasDue(ticks) || _shard.State.Slots.Changed || _shard.State.Feeds.Changed)
            await _commits.Commit(Tick(ticks, settle: true));
        await _teller.TellAll(ticks - _options.Grace.Ticks);
    }

    public async Task Configure(long through)
    {
        while (ConfiguredThrough < through && await TakeConfiguration())
        {
        }
    }

    public async Task Snapshot()
    {
        await _teller.TellAll(null);
        while (!_snapshotting.IsCompleted)
            await _snapshotting;
        if (_shard.State.Seq != _snapshotSeq)
            await (_snapshotting = WriteSnapshot(turn: null));
    }

    public Task HandOver()
    {
        GrainContext.Migrate(null);
        return Task.CompletedTask;
    }

    public Task<ShardImage> GetImage() => Task.FromResult(new ShardImage(_shard.State.Seq, ShardSnapshotWriter.Write(_shard.State)));

    public Task<ShardStatus> GetStatus(AcquirerCut? cut)
    {
        var now = Now;
        if (_options.Clock == ClockMode.Wall)
            _shard.State.Parties.Advance(now - _options.Grace.Ticks);
        if (_shard.HasDue(now))
            Arm();
        _teller.Start(Now);
        _ = LookForConfiguration();
        return Task.FromResult(new ShardStatus
        {
            Fleet = _queries.Fleet(cut),
            Settled = SettledAt(now),
            AfterClose = _shard.State.AfterClose,
            Terminals = _queries.CountTerminals(cut),
            TerminalsInMemory = _shard.State.Terminals.Awake,
            Events = _meter.Events,
            EventsPerSecond = _meter.PerSecond(),
            LagMs = _meter.LagMs,
            Behind = _pace.Behind,
        });
    }

    public Task Watch(string acquirer, string id, bool merchant, ITerminalObserver observer)
    {
        _watchers.Add(TerminalKey.Of(acquirer, id), merchant, observer);
        return Task.CompletedTask;
    }

    public Task Unwatch(string acquirer, string id, bool merchant, ITerminalObserver observer)
    {
        _watchers.Remove(TerminalKey.Of(acquirer, id), merchant, observer);
        return Task.CompletedTask;
    }

    // A look at all that the shard holds, slice by slice: what else waits has its turn between them.
    private static async Task Through(Func<bool> step)
    {
        while (step())
            await Task.Yield();
    }

    private async Task Verify()
    {
        using var patience = new CancellationTokenSource(VerifyWithin);
        try
        {
            var asOf = _clock.GetTimestamp();
            if (!(await _journal.Owned([_here.Held], patience.Token)).Contains(_number))
            {
                LogEpochLost(_logger, _number, _epoch);
                _here.StepDown();
                throw new JournalUnavailableException("The shard has moved; repeat the call.");
            }
            _here.Verified(asOf);
        }
        catch (OperationCanceledException late)
        {
            throw new JournalUnavailableException("The database does not tell in time whose the shard is.", late);
        }
        finally
        {
            _verifying = null;
        }
    }

    // Another call may have been faster: what is known already changes nothing.
    private async Task<bool> TakeConfiguration()
    {
        var version = ConfiguredThrough;
        var news = await Configurations.Since(_number, version);
        if (news.Through <= version)
            return false;
        // What concerns other shards only is no record of this one.
        _lookedThrough = Math.Max(_lookedThrough, news.Through);
        if (news.Changes.Count > 0)
            await _commits.Commit(new JournalEntry(_number, _epoch, 0, ShardRecord.OfConfiguration(Arrival(), news), long.MaxValue, long.MinValue, []));
        return true;
    }

    // Whoever changes the configuration tells at once; this is for a shard that could not be told.
    private async Task LookForConfiguration()
    {
        if (_looking)
            return;
        _looking = true;
        try
        {
            while (await TakeConfiguration())
            {
            }
            _configurationLate = false;
        }
        catch (Exception failed) when (failed is JournalUnavailableException or TimeoutException or OrleansException)
        {
            if (!_configurationLate)
                LogConfigurationLate(_logger, _number, failed);
            _configurationLate = true;
        }
        finally
        {
            _looking = false;
        }
    }

    /// <summary>
    /// Hands all that waits to the journal, unless what was handed over before is not durable yet: until then more gathers. What a commit costs is so
    /// shared by all that came during the one before it.
    /// </summary>
    private void TakeArrivals()
    {
        if (_taking)
            return;
        Task? last = null;
        while (_inbox.TryTake(out var batch, out var receipt))
        {
            // A batch with a tick of the stream clock concerns every terminal, so its row names none and is read for each.
            var terminals = batch.Ticks ? [] : batch.Terminals;
            last = _commits.Write(new JournalEntry(_number, _epoch, 0, ShardRecord.OfBatch(Arrival(), batch), batch.From, batch.To, terminals), receipt) ?? last;
        }
        if (last is not null)
            _ = ApplyArrivals(last);
    }

    private async Task ApplyArrivals(Task lastDurable)
    {
        _taking = true;
        await lastDurable.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _taking = false;
        // First, so that the journal has something to write while this is applied.
        TakeArrivals();
        _commits.ApplyDurable();
    }

    private void ApplyNew(long seq, ReadOnlyMemory<byte> record)
    {
        var before = _shard.Events;
        _teller.Add(seq, _shard.Apply(seq, record));
        if (_shard.Events > before)
            _meter.Count(_shard.Events - before, _shard.State.Arrival);
        _pace.Count(record);
    }

    private void TellWhatFollows()
    {
        Arm();
        _teller.Start(Now);
        _watchers.Tell();
        SnapshotWhenDue();
    }

    private void StepDown()
    {
        LogEpochLost(_logger, _number, _epoch);
        DeactivateOnIdle();
    }

    private void StepDown(RestLostException lost)
    {
        LogRestLost(_logger, _number, lost);
        DeactivateOnIdle();
    }

    private Task LetRest(CancellationToken cancellation)
    {
        _shard.State.Rest!.Look(Math.Max(LeastOfLook, _shard.State.Terminals.Length / Looks), _options.Clock == ClockMode.Stream ? _shard.State.Clock : Now);
        var trouble = _shard.State.Rest.TakeTrouble();
        if (trouble is not null)
            LogRestFailed(_logger, _number, LookAfterTrouble, trouble);
        _restTimer!.Change(trouble is null ? LookEvery : LookAfterTrouble, LookEvery);
        return Task.CompletedTask;
    }

    private async Task FireDue(CancellationToken cancellation)
    {
        _armedFor = long.MaxValue;
        var (now, soonest) = (Now, Coalesce);
        try
        {
            if (_shard.HasDue(now))
                await _commits.Commit(Tick(NotBefore(now), settle: false));
        }
        catch (JournalUnavailableException)
        {
            // The store tells of its trouble, once for all shards.
            soonest = FireAgain;
        }
        catch (RestLostException lost)
        {
            StepDown(lost);
            return;
        }
        Arm(soonest);
    }

    private void Arm() => Arm(Coalesce);

    private void Arm(TimeSpan soonest)
    {
        var earliest = _options.Clock == ClockMode.Wall ? _shard.State.Deadlines.Earliest : long.MaxValue;
        if (earliest >= _armedFor || _deadlineTimer is null)
            return;
        _armedFor = earliest;
        var wait = new TimeSpan(Math.Max(soonest.Ticks, earliest - Now));
        _deadlineTimer.Change(wait < TimeSpan.FromHours(1) ? wait : TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
    }

    private JournalEntry Tick(long now, bool settle) =>
        new(_number, _epoch, 0, ShardRecord.OfTick(now, settle), long.MaxValue, long.MinValue, []);

    // The server's clock, but never backwards: a record does not come before the one that came before it, though another silo wrote that.
    private long Arrival() => NotBefore(Now);

    private long NotBefore(long now) => _lastArrival = Math.Max(_lastArrival, now);

    private long Settled()
    {
        if (_options.Clock == ClockMode.Stream)
            return _shard.State.Clock == long.MinValue ? 0 : _shard.State.Clock;
        var settled = Now - _options.Grace.Ticks;
        _shard.State.Parties.Advance(settled);
        return settled;
    }

    private long SettledAt(long now)
    {
        if (_options.Clock == ClockMode.Stream)
            return _shard.State.Reported;
        return !_commits.IsIdle || !_teller.IsIdle || _shard.HasDue(now) ? Math.Min(_shard.State.Clock, now) - _options.Grace.Ticks : now - _options.Grace.Ticks;
    }

    private void SnapshotWhenDue()
    {
        if (_pace.IsDue && _snapshotting.IsCompleted && !_recoveries.Any && _turns.TryTake())
            _snapshotting = WriteSnapshot(_turns);
    }

    // What is not told yet goes with it. What whoever goes on from there tells again is ignored by who knows it.
    private async Task WriteSnapshot(SnapshotTurns? turn)
    {
        var seq = _shard.State.Seq;
        try
        {
            var parts = await Collect(turn);
            await _snapshots.Save(_number, _epoch, seq, parts);
            // One that was not saved may still be on its way to the store.
            parts.Return();
            (_snapshotSeq, _snapshotLate) = (seq, false);
            _pace.End();
        }
        catch (Exception failed) when (failed is JournalUnavailableException or EpochLostException or SnapshotLayerMissingException)
        {
            if (!_snapshotLate)
                LogSnapshotFailed(_logger, _number, failed);
            _snapshotLate = true;
        }
        catch (RestLostException lost)
        {
            StepDown(lost);
        }
        finally
        {
            if (_snapshotSeq != seq)
                _shard.State.ForgetLayers();
        }
    }

    // What is written meanwhile belongs to the next one.
    private async Task<SnapshotParts> Collect(SnapshotTurns? turn)
    {
        try
        {
            var untold = Task.Run(_teller.Untold.Pack);
            var snapshot = new RunningSnapshot(_shard.State);
            _pace.Begin();
            await Through(snapshot.Step);
            return snapshot.End(await untold);
        }
        finally
        {
            _shard.State.Snapshot = null;
            turn?.End();
        }
    }
}
