using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PosMonitor.Alerts;
using PosMonitor.Events;
using PosMonitor.Journal;
using PosMonitor.Parties;
using PosMonitor.Settings;
using PosMonitor.Shards;
using PosMonitor.Terminals;
using PosMonitor.Tests.Terminals;
using PosMonitor.Transactions;
using PosMonitor.Verification;

namespace PosMonitor.Tests.Shards;

/// <summary>
/// The whole monitor without its shells, in virtual time: shards with their journals and snapshots, their tellers, and the book of alerts over a store.
/// Each of them can die at any step and come back from what it has on record.
/// </summary>
internal sealed class MonitorRun
{
    private readonly ShardOptions _options = new(ClockMode.Stream, TimeSpan.Zero, TimeSpan.FromDays(30), new DetectionOptions());
    private readonly MemoryAlertStore _store = new();
    private readonly FakeTimeProvider _time = new();
    private readonly IGrainFactory _grains;
    private readonly RunningShard[] _shards;
    private readonly MemoryConfigurationStore _changes = new();
    private AlertLedger _ledger = null!;
    private Configuration _configuration;
    private long _version;

    public MonitorRun(int shards)
    {
        _grains = SinkFactory.Over(() => _ledger);
        _configuration = Configuration.Start(_options.Detection);
        _shards = [.. Enumerable.Range(0, shards).Select(number => new RunningShard(number, this))];
        RestartBook();
    }

    public IEnumerable<Shard> Shards => _shards.Select(shard => shard.Shard);

    public IReadOnlyList<Alert> Alerts => _store.Alerts;

    public void Take(HistoryStep step)
    {
        if (step.Event is { } e)
        {
            foreach (var shard in _shards.Where(shard => e.Type == EventType.Watermark || shard.Number == ShardOf(e)))
                shard.Take(e);
            return;
        }
        var change = new ConfigurationChange(++_version, KindOf(step.Path!), KeyOf(step.Path!), step.Body, "test", _time.GetUtcNow());
        foreach (var shard in _shards)
            shard.Take(new ConfigurationNews(_version, Concerns(change, shard.Number) ? [change] : [], More: false));
        _configuration = _configuration.With(change);
        _changes.Append([change]).Wait();
        // The book is told after the shards, and of what is judged already nothing changes.
        TellAll();
        _ledger.Configure(new ConfigurationNews(_version, [change], More: false), _ledger.JudgedThrough);
        Assert.True(_ledger.Commit(new AlertRequests()).IsCompletedSuccessfully);
    }

    /// <summary>The clock of one shard comes to a moment; with the wall clock each ticks at moments of its own.</summary>
    public void Tick(int shard, DateTimeOffset time) => _shards[shard].Take(new PosEvent { Type = EventType.Watermark, Time = time });

    /// <summary>Every shard tells what it has to tell.</summary>
    public void TellAll()
    {
        // Twice: what the last shard tells lets those before it know that they were judged.
        for (var round = 0; round < 2; round++)
        {
            foreach (var shard in _shards)
                shard.Tell();
        }
    }

    public void Tell(int shard) => _shards[shard].Tell();

    /// <summary>A shard begins a snapshot, whatever it has left to tell, or ends the one that it has begun.</summary>
    public void Snapshot(int shard) => _shards[shard].Snapshot();

    /// <summary>Every terminal of a shard that has nothing going on comes to rest.</summary>
    public void Rest(int shard) => _shards[shard].Rest();

    /// <summary>How many terminals ever came to rest.</summary>
    public int Rested => _shards.Sum(shard => shard.Rested);

    /// <summary>A shard dies, and comes back from its snapshot and the journal after it.</summary>
    public void Restart(int shard) => _shards[shard].Restart();

    /// <summary>The book dies, and comes back from its store.</summary>
    public void RestartBook()
    {
        var state = _store.Load(CancellationToken.None).Result;
        _ledger = new AlertLedger(_store, _time, new MonitorOptions { Clock = ClockMode.Stream, Shards = _shards.Length }, _configuration, state);
    }

    public IReadOnlyList<JournalRecord> JournalOf(int shard) => _shards[shard].Journal;

    /// <summary>Whether all that is kept is as it follows from the journals.</summary>
    /// <param name="lacks">How many records the live state lacks.</param>
    public Task<VerificationReport> Verify(int lacks = 0)
    {
        var verifier = new Verifier(
            new RecordedJournal(shard => _shards[shard].Journal), new NoSnapshots(), _store, _changes,
            new MonitorOptions { Clock = ClockMode.Stream, Shards = _shards.Length }, _options.Detection, _time);
        return verifier.Run(number => Task.FromResult(_shards[number].Image(lacks)), _ => { }, CancellationToken.None);
    }

    /// <summary>A transaction, held or closed.</summary>
    public TransactionView? Transaction(string acquirer, string terminal, string txn)
    {
        foreach (var shard in _shards)
        {
            var number = shard.Shard.State.FindTerminal(acquirer, terminal);
            if (number >= 0)
                return new ShardQueries(shard.Shard.State, shard.Shard.Transactions).HeldTransaction(number, txn) ?? shard.Closed.GetValueOrDefault($"{acquirer}/{terminal}/{txn}");
        }
        return null;
    }

    /// <summary>The totals of a subject over all shards.</summary>
    public SubjectTotals Sum(string id, Func<ShardQueries, SubjectTotals?> part)
    {
        var sum = new SubjectTotals(id);
        foreach (var shard in _shards)
        {
            if (part(new ShardQueries(shard.Shard.State, shard.Shard.Transactions)) is { } totals)
                sum.Add(totals);
        }
        return sum;
    }

    private int ShardOf(PosEvent e) => ShardOf(e.Acquirer!, e.Type == EventType.Settlement ? e.Merchant! : e.Terminal!);

    private int ShardOf(string acquirer, string subject) =>
        ShardMap.ShardOf(ShardMap.Hash(Encoding.ASCII.GetBytes(acquirer), Encoding.ASCII.GetBytes(subject)), _shards.Length);

    private bool Concerns(ConfigurationChange change, int shard)
    {
        if (change.Kind != ConfigurationKind.Terminal)
            return true;
        var (acquirer, terminal) = TerminalKey.Parse(change.Key);
        return ShardOf(acquirer, terminal) == shard;
    }

    private static ConfigurationKind KindOf(string path) =>
        path.StartsWith("settings/", StringComparison.Ordinal) ? ConfigurationKind.Settings
        : path.StartsWith("registry/acquirers/", StringComparison.Ordinal) ? ConfigurationKind.Acquirer : ConfigurationKind.Terminal;

    private static string KeyOf(string path) => path[(path.IndexOf('/', path.StartsWith("settings/", StringComparison.Ordinal) ? 0 : "registry/".Length) + 1)..];

    private sealed class RunningShard(int number, MonitorRun run)
    {
        private readonly List<(long Seq, byte[] Bytes)> _journal = [];
        private readonly BatchPacker _packer = new();
        private readonly PosEventReader _reader = new(new TxnSeal(new byte[TxnSeal.KeyLength]));
        private ShardTeller? _teller;
        private readonly SnapshotShelf _snapshots = new();
        private readonly MemoryRestStore _rest = new();
        private long _snapshotSeq, _runningSeq;
        private UntoldNews? _runningUntold;
        private RunningSnapshot? _running;
        private Shard? _shard;

        public int Number => number;

        public Shard Shard => _shard ??= Start();

        public IReadOnlyList<JournalRecord> Journal => [.. _journal.Select(record => new JournalRecord(record.Seq, record.Bytes))];

        public Dictionary<string, TransactionView> Closed { get; } = [];

        public ShardImage Image(int lacks)
        {
            if (lacks == 0)
                return new ShardImage(Shard.State.Seq, ShardSnapshotWriter.Write(Shard.State));
            var shard = new Shard(run._options);
            foreach (var (seq, bytes) in _journal.SkipLast(lacks))
                shard.Apply(seq, bytes);
            return new ShardImage(Shard.State.Seq, ShardSnapshotWriter.Write(shard.State));
        }

        public void Take(PosEvent e)
        {
            _packer.Reset();
            EventView view = default;
            _reader.Read(e, ref view);
            _packer.Add(view, e.Type == EventType.Watermark ? 0 : ShardMap.Hash(view.Acquirer, e.Type == EventType.Settlement ? view.Merchant : view.Terminal));
            Append(ShardRecord.OfBatch(0, _packer.ToBatch()));
        }

        public void Take(ConfigurationNews news) => Append(ShardRecord.OfConfiguration(0, news));

        public void Tell()
        {
            _ = Shard;
            var told = _teller!.TellAll(null);
            Assert.True(told.IsCompletedSuccessfully, $"Shard {number} could not tell: {told.Exception}");
        }

        public void Snapshot()
        {
            if (_shard is null)
                return;
            if (_running is null)
            {
                (_running, _runningSeq, _runningUntold) = (new RunningSnapshot(_shard.State, step: 1), _shard.State.Seq, _teller!.Untold);
                _running.Step();
                return;
            }
            _snapshots.Put(_running.End(_runningUntold!.Pack()));
            (_running, _snapshotSeq) = (null, _runningSeq);
        }

        public int Rested => _rest.Rested;

        public void Rest() => Shard.State.Rest!.Look(Shard.State.Terminals.Length, Shard.State.Clock);

        public void Restart()
        {
            (_shard, _running) = (null, null);
            _rest.Lose();
        }

        private Shard Start()
        {
            _shard = new Shard(run._options);
            _shard.LetRest(_rest, TimeSpan.FromMinutes(1));
            _teller = new ShardTeller(number, _shard.State, run._grains, new ShardRecoveries(TimeProvider.System), NullLogger.Instance);
            if (_snapshots.Newest is { } snapshot)
                _teller.Restore(ShardSnapshotReader.Read(snapshot, _shard.State));
            foreach (var (seq, bytes) in _journal.Where(record => record.Seq > _snapshotSeq))
                Apply(seq, bytes);
            return _shard;
        }

        private void Append(byte[] bytes)
        {
            _ = Shard;
            _journal.Add((_journal.Count + 1, bytes));
            Apply(_journal.Count, bytes);
        }

        private void Apply(long seq, byte[] bytes)
        {
            var views = new TransactionViews(_shard!.State, _shard.Transactions);
            _shard.Transactions.Closing = closing =>
            {
                var view = views.Of(closing);
                Closed[$"{view.Acquirer}/{view.Terminal}/{view.Txn}"] = view;
            };
            _teller!.Add(seq, _shard.Apply(seq, bytes));
        }
    }
}
